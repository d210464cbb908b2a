import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../files/verify";
import type { ArchiveHashes } from "../registry";

/** The one file in `folder` that ends in `extension`. */
export function onlyFile(folder: string, extension: string): string {
  const found = readdirSync(folder).filter((file) => file.endsWith(extension));
  if (found.length !== 1) {
    throw new Error(`expected one ${extension} file, found ${found.length}`);
  }
  return found[0];
}

/** Refuses an archive that is not, byte for byte, a registered one. To be called before it is unpacked. */
export function requireArchive(
  folder: string,
  archive: string,
  registered: ArchiveHashes,
): void {
  if (!Object.hasOwn(registered, archive)) {
    throw new Error(
      `the archive is ${archive}, registered are ${Object.keys(registered).join(", ")}: not unpacked`,
    );
  }
  const found = sha256(readFileSync(join(folder, archive)));
  if (found !== registered[archive]) {
    throw new Error(
      `${archive}: sha256 ${found}, expected ${registered[archive]}: not unpacked`,
    );
  }
}
