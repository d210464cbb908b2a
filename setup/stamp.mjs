import { createHash } from "node:crypto";
import {
  copyFileSync,
  createReadStream,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { makeFolder } from "./make-folder.mjs";

/** A stamp says that what it lies in is whole, and what it was made from; it is written last. */

/** @param {string} file @param {unknown} content */
export function isStamped(file, content) {
  try {
    return readFileSync(file, "utf8") === JSON.stringify(content);
  } catch {
    return false;
  }
}

/** @param {string} file @param {unknown} content */
export const stamp = (file, content) =>
  writeWhole(file, JSON.stringify(content));

/** @param {string} file */
export const unstamp = (file) => rmSync(file, { force: true });

/** Writes a file whole or not at all. @param {string} file @param {string} text */
export function writeWhole(file, text) {
  makeFolder(dirname(file));
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

/** Moves a file, across file systems too, so that it appears whole or not at all. @param {string} from @param {string} to */
export function moveWhole(from, to) {
  makeFolder(dirname(to));
  const temporary = `${to}.${process.pid}.tmp`;
  copyFileSync(from, temporary);
  renameSync(temporary, to);
  rmSync(from);
}

/** @param {string} text */
export const textHash = (text) =>
  createHash("sha256").update(text).digest("hex");

/** @param {string} file */
export async function fileHash(file) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
