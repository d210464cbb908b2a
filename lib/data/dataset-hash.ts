import { sha256 } from "../files";
import { canonicalJson, type Json } from "../files/canonical-json";
import { registryEntry } from "./registry";

/**
 * What a registered set is, as one hash: it changes where any of its bytes, splits or classes does, not with where they are fetched from. Reads
 * the registry alone; that the bytes are those is checked whenever they are read.
 *
 * @returns SHA-256, 64 hexadecimal digits.
 * @throws Error for an unknown name, with the nearest known one.
 */
export function datasetHash(name: string): string {
  const {
    files,
    splits = {},
    imageShape = null,
    classes = [],
  } = registryEntry(name);
  const content = {
    files: files.map(({ name, sha256 }) => [name, sha256]),
    splits,
    imageShape,
    classes,
  };
  return sha256(Buffer.from(canonicalJson(content as unknown as Json)));
}
