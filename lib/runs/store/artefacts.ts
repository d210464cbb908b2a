import { readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { sha256, writeWhole } from "../../files";
import type { Artefacts } from "../run-kind";
import { readResult } from "./read-result";
import { runFiles, writing, type Store } from "./store";

/** What a run handed on is not there any more: no fault of the run that needs it, which is tried again. */
export class ArtefactGoneError extends Error {}

const ENDING = ".artefact";

const pathOf = (store: Store, id: string, name: string) =>
  join(dirname(runFiles(store, id).result), `${id}.${name}${ENDING}`);

/**
 * Keeps what a run hands on, each in one piece.
 *
 * @returns the SHA-256 of each, by name: what the run's result declares.
 * @throws Error for a name that is none for a file.
 * @throws StoreError where it cannot be written.
 */
export function writeArtefacts(
  store: Store,
  id: string,
  artefacts: Artefacts,
): { [name: string]: string } {
  return writing(store, `keep what run ${id} hands on`, () =>
    Object.fromEntries(
      Object.entries(artefacts).map(([name, bytes]) => {
        if (!/^[a-z0-9][a-z0-9.-]*$/i.test(name)) {
          throw new Error(
            `Run ${id} hands on ${JSON.stringify(name)}; a name is of letters, digits, "-" and ".".`,
          );
        }
        writeWhole(pathOf(store, id, name), bytes);
        return [name, sha256(bytes)];
      }),
    ),
  );
}

/**
 * Reads what a run has handed on. What is not as the run's result declares it is deleted, and named in a warning.
 *
 * @throws ArtefactGoneError naming the run and what is missing or was damaged.
 */
export function readArtefacts(store: Store, id: string): Artefacts {
  const declared = readResult(store, id)?.artefacts;
  if (!declared) {
    throw new ArtefactGoneError(
      `Run ${id}, whose artefacts are needed, has no result in ${store.folder}: carry it out first (npm run sweep does so by itself).`,
    );
  }
  return Object.fromEntries(
    Object.entries(declared).map(([name, hash]) => {
      const path = pathOf(store, id, name);
      const bytes = readArtefact(path, id);
      const found = sha256(bytes);
      if (found === hash) return [name, bytes];
      const why = `${path} has SHA-256 ${found}, but run ${id} declared ${hash}: it was changed or damaged`;
      rmSync(path, { force: true });
      store.warn(`${why}. Deleted; it is made again.`);
      throw new ArtefactGoneError(`${why}.`);
    }),
  );
}

function readArtefact(path: string, id: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new ArtefactGoneError(
      `${path} of run ${id} is gone: it was deleted meanwhile. The next sweep makes it again.`,
      { cause: error },
    );
  }
}

/** Whether a run's result, and all that it hands on, are in the store's folder. */
export function hasArtefacts(store: Store, id: string): boolean {
  const declared = readResult(store, id)?.artefacts;
  if (!declared) return false;
  const there = new Set(artefactFiles(store, id));
  return Object.keys(declared).every((name) =>
    there.has(basename(pathOf(store, id, name))),
  );
}

/**
 * Deletes what a run has handed on; asked for again, it is made again.
 *
 * @returns the number of files deleted.
 */
export function deleteArtefacts(store: Store, id: string): number {
  const files = artefactFiles(store, id);
  writing(store, `delete what run ${id} handed on`, () => {
    for (const file of files)
      rmSync(join(dirname(runFiles(store, id).result), file), { force: true });
  });
  return files.length;
}

function artefactFiles(store: Store, id: string): string[] {
  try {
    return readdirSync(dirname(runFiles(store, id).result)).filter(
      (file) => file.startsWith(`${id}.`) && file.endsWith(ENDING),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
