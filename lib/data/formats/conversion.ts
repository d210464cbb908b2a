import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeIdx } from "./idx";
import type { Conversion, RegistryEntry } from "../registry";
import { readCifarBinary } from "./cifar-binary";
import { readCifarSheets } from "./cifar-sheets";
import { readNamedBytes } from "./named-bytes";

/**
 * Makes the registered files of an image set, which are IDX, from the files of a source that holds the same images
 * in another format.
 *
 * @param folder where the source's files are, and where the registered ones are written.
 * @throws Error of the format's reader, or for a split that the entry lacks.
 */
export function convertFiles(
  conversion: Conversion,
  { name, splits = {}, classes = [] }: RegistryEntry,
  folder: string,
): void {
  const open = (file: string) => readNamedBytes(join(folder, file));
  for (const [split, { images, labels }] of Object.entries(conversion.splits)) {
    const into = splits[split];
    if (!into?.images || !into.labels) {
      throw new Error(`"${name}" has no split "${split}" of files.`);
    }
    const files = images.map(open);
    const set = labels
      ? readCifarSheets(files, open(labels), classes.length)
      : readCifarBinary(files, classes.length);
    writeFileSync(join(folder, into.images), encodeIdx(set.shape, set.images));
    writeFileSync(
      join(folder, into.labels),
      encodeIdx([set.labels.length], set.labels),
    );
  }
}
