import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { interruption } from "./interruption.mjs";
import { fileHash } from "./stamp.mjs";

/** @typedef {Record<string, { bytes: number, sha256: string }>} FilesOnRecord by path within a folder */

/**
 * What the files of a folder are, links aside.
 *
 * @param {string} folder
 * @returns {Promise<FilesOnRecord>}
 */
export async function recordFiles(folder) {
  /** @type {FilesOnRecord} */
  const record = {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = join(entry.parentPath, entry.name);
    record[relative(folder, file)] = {
      bytes: statSync(file).size,
      sha256: await fileHash(file),
    };
  }
  return record;
}

/**
 * The first file that is not as it was recorded; undefined where all are.
 *
 * @param {string} folder
 * @param {FilesOnRecord} record
 */
export async function firstDamaged(folder, record) {
  for (const [name, { bytes, sha256 }] of Object.entries(record)) {
    interruption.throwIfAborted();
    const file = join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.size !== bytes || (await fileHash(file)) !== sha256) return name;
  }
  return undefined;
}

/**
 * A record kept as JSON; undefined where there is none that can be read.
 *
 * @param {string} file
 * @returns {FilesOnRecord | undefined}
 */
export function readRecord(file) {
  try {
    const { files } = JSON.parse(readFileSync(file, "utf8"));
    return Object.keys(files).length > 0 ? files : undefined;
  } catch {
    return undefined;
  }
}
