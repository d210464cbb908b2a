/** A Jupyter display message: one output, as alternatives by MIME type. */
export interface MimeBundle {
  data: { [mimeType: string]: string };
  metadata?: { [mimeType: string]: unknown };
}

interface KernelModule {
  lastWriteDisplayData?: ((message: unknown) => void) | null;
}

/**
 * Put an output into the notebook cell that runs, in the notebook's kernel (tslab).
 *
 * tslab's own `display.raw` takes one MIME type an output; its kernel takes whole bundles, as Jupyter's protocol has them, and leaves the
 * function to do so on the module. The kernel's copy of that module is the one in Node's cache, wherever tslab is installed.
 *
 * @returns whether there was a notebook to put it in.
 */
export function notebookOutput({ data, metadata = {} }: MimeBundle): boolean {
  const kernel = kernelModule();
  if (!kernel?.lastWriteDisplayData) return false;
  kernel.lastWriteDisplayData({ data, metadata, transient: {} });
  return true;
}

function kernelModule(): KernelModule | undefined {
  const path = Object.keys(require.cache).find((loaded) =>
    /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(loaded),
  );
  return path ? (require.cache[path]?.exports as KernelModule) : undefined;
}
