const remedies: { [code: string]: string } = {
  ENOSPC: "The disk is full: free some space",
  EDQUOT: "The disk quota is used up: free some space",
  EROFS:
    "The file system is read-only: take another folder (of a store: --store DIR)",
  EACCES:
    "That is not permitted: take another folder or change its permissions",
  EPERM: "That is not permitted: take another folder or change its permissions",
  ENAMETOOLONG:
    "A name in it is too long for the file system: take a shorter one",
  ENOTDIR: "A file stands where a folder should be: take another folder",
  EISDIR: "A folder stands where a file should be: move it away",
  ENOENT: "It is not there, or was removed meanwhile",
  EMFILE: "This process has too many files open",
};

/** What an error of the operating system means and what helps, as a sentence without its full stop; the system's own words where it is a rare one. */
export function systemRemedy(error: NodeJS.ErrnoException): string {
  const { code = "", message } = error;
  // Folders are made where they are missing: only a file can be in the way.
  const known = code === "EEXIST" ? remedies.ENOTDIR : remedies[code];
  return known ? `${known} (${code})` : message;
}
