/** A Jupyter display message: one output, as alternatives by MIME type. */
export interface MimeBundle {
  data: { [mimeType: string]: string };
  metadata?: { [mimeType: string]: unknown };
}

interface KernelModule {
  lastWriteDisplayData?: ((message: unknown, update: boolean) => void) | null;
}

/**
 * Put an output into the notebook cell that runs, in the notebook's kernel (tslab).
 *
 * tslab's own `display.raw` takes one MIME type an output; its kernel takes whole bundles, as Jupyter's protocol has them, and leaves the
 * function to do so on the module. The kernel's copy of that module is the one in Node's cache, wherever tslab is installed.
 *
 * @param options.displayId a name by which the output can be put in the place of an earlier one.
 * @param options.update whether it takes the place of the earlier output of that name. Default false.
 * @returns whether there was a notebook to put it in.
 */
export function notebookOutput(
  { data, metadata = {} }: MimeBundle,
  { displayId, update = false }: { displayId?: string; update?: boolean } = {},
): boolean {
  const kernel = kernelModule();
  if (!kernel?.lastWriteDisplayData) return false;
  const transient = displayId === undefined ? {} : { display_id: displayId };
  kernel.lastWriteDisplayData({ data, metadata, transient }, update);
  return true;
}

/** Whether this process is a notebook's kernel with a cell to put outputs in. */
export const inNotebook = (): boolean =>
  Boolean(kernelModule()?.lastWriteDisplayData);

function kernelModule(): KernelModule | undefined {
  const path = Object.keys(require.cache).find((loaded) =>
    /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(loaded),
  );
  return path ? (require.cache[path]?.exports as KernelModule) : undefined;
}
