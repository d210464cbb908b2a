/** Whether an error of the file system says that a file is not there: anything else (no permission, a folder, a broken disk) is no absence. */
export const isAbsent = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
