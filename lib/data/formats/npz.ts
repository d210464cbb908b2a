import AdmZip from "adm-zip";
import { nearestName } from "../../files/nearest-name";
import type { NamedBytes } from "./named-bytes";

/**
 * Takes an array's .npy file out of an .npz archive, compressed or stored.
 *
 * @param name what the array was saved as, without ".npy".
 * @throws Error naming the archive: no .npz file, no array of this name, or a damaged one.
 * @example readNpz(readNamedBytes("mine.npz"), "x_train")
 */
export function readNpz({ bytes, path }: NamedBytes, name: string): NamedBytes {
  const refuse = (reason: string, cause?: unknown): never => {
    throw new Error(`${path}: ${reason}`, { cause });
  };
  const archive = (() => {
    try {
      return new AdmZip(
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      );
    } catch (error) {
      return refuse(
        "no .npz file, or one cut short. Save it with numpy.savez, or fetch it again.",
        error,
      );
    }
  })();
  const entry = archive.getEntry(`${name}.npy`);
  if (!entry) {
    const names = archive
      .getEntries()
      .map(({ entryName }) => entryName.replace(/\.npy$/, ""));
    return refuse(`has no array "${name}". ${nearestName(name, names)}`);
  }
  try {
    return { bytes: entry.getData(), path: `${path}, array "${name}"` };
  } catch (error) {
    return refuse(
      `array "${name}" is damaged (${(error as Error).message}). Save or fetch the file again.`,
      error,
    );
  }
}
