import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { optionChecker, projectRoot, writeWhole } from "../../files";
import { callable, orNull, text } from "../../files/option-kinds";
import { systemRemedy } from "../../files/system-error";

/** A folder of results, one file a run, that many processes may write to at once. Made by {@link openStore}. */
export interface Store {
  /** Absolute path. */
  folder: string;
  /** Folder of committed results, which count as done too; null for none. */
  committed: string | null;
  /** Told of files that had to be set aside. */
  warn: (message: string) => void;
}

/** Of the files in a store; raised when they change so that older ones cannot be read. */
export const STORE_FORMAT = 1;

const MARKER = "store.json";

/** Environment variable that has everything computed anew where it is "1", as `npm run notebooks -- --fresh` sets it. */
export const FRESH_VARIABLE = "LAB_FRESH";

/** Whether everything is computed anew. */
export const isFresh = (): boolean => process.env[FRESH_VARIABLE] === "1";

/** Where results are kept unless told: `out/runs` in the project; `out/fresh` where everything is computed anew. */
export const defaultStoreFolder = (): string =>
  join(projectRoot(), "out", isFresh() ? "fresh" : "runs");

/** Committed results: `data/results` in the project. */
export const committedFolder = (): string =>
  join(projectRoot(), "data", "results");

/** Options of {@link openStore}. */
export interface StoreOptions {
  committed?: string | null;
  warn?: (message: string) => void;
}

const checkOptions = optionChecker<StoreOptions>("openStore", {
  committed: orNull(text),
  warn: callable,
});

/**
 * Opens a store of results, and makes it where there is none.
 *
 * @param folder may be on a file system that several machines share.
 * @param options.committed folder of committed results that count as done. Default: `data/results`, and none where everything is computed anew; null for none.
 * @param options.warn told of files that had to be set aside. Default: `console.warn`.
 * @throws Error where the folder is no folder's name or the project's own, cannot be written, or holds a store of another format.
 */
export function openStore(
  folder: string = defaultStoreFolder(),
  options: StoreOptions = {},
): Store {
  checkOptions(options);
  const {
    committed = isFresh() ? null : committedFolder(),
    warn = (message) => console.warn(message),
  } = options;
  requireFolder(folder);
  const store: Store = { folder: resolve(folder), committed, warn };
  const marker = join(store.folder, MARKER);
  if (existsSync(marker)) assertFormat(store, marker);
  else
    writing(store, "open the store", () => {
      writeWhole(marker, `${JSON.stringify({ format: STORE_FORMAT })}\n`);
    });
  return store;
}

/** Results scattered among the project's files would be hard to gather again. */
function requireFolder(folder: unknown): void {
  const isName = typeof folder === "string" && folder.trim() !== "";
  if (isName && resolve(folder) !== projectRoot()) return;
  throw new Error(
    `The store's folder is ${isName ? `the project's own, ${folder}` : (JSON.stringify(folder) ?? typeof folder)}: name a folder for results alone (--store DIR, or openStore(DIR)), or leave it out for ${defaultStoreFolder()}.`,
  );
}

function assertFormat(store: Store, marker: string): void {
  const { folder } = store;
  const text = reading(store, () => readFileSync(marker, "utf8"));
  const found = /"format":\s*(\d+)/.exec(text)?.[1];
  if (found === String(STORE_FORMAT)) return;
  const what =
    found === undefined
      ? `${marker} does not say its format`
      : `The store ${folder} is of format ${found}, this code reads and writes format ${STORE_FORMAT}`;
  throw new Error(
    `${what}. Take another folder (--store DIR), or move this one away and let its runs be done again; nothing in it was changed.`,
  );
}

/** The files that a run may have in a store. */
export interface RunFiles {
  /** Its result. */
  result: string;
  /** Its numbers for each example. */
  examples: string;
  /** There while a process carries it out. */
  claim: string;
  /** There where its last attempt failed. */
  failure: string;
}

/** Folder within a store for the runs whose id begins alike, so that no folder grows large. */
export const shardOf = (id: string): string => id.slice(0, 2);

/** The paths of a run's files. */
export function runFiles({ folder }: Store, id: string): RunFiles {
  const path = (ending: string) => join(folder, shardOf(id), `${id}${ending}`);
  return {
    result: path(".json"),
    examples: path(".examples.json.gz"),
    claim: path(".claim"),
    failure: path(".failed.json"),
  };
}

/** The store cannot be read or written: nothing that is computed now could be kept. */
export class StoreError extends Error {}

/**
 * Does what writes into a store.
 *
 * @param purpose for the message, such as "keep run 0a1b".
 * @throws StoreError naming folder, cause and remedy.
 */
export function writing<T>(store: Store, purpose: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const { cause = error } = error as Error;
    throw new StoreError(
      `Cannot ${purpose} in ${store.folder}: ${systemRemedy(cause as Error)}, then run the same again; nothing half-written was left.`,
      { cause: error },
    );
  }
}

/**
 * Does what reads a store.
 *
 * @throws StoreError naming folder, cause and remedy.
 */
export function reading<T>(store: Store, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code, path = "" } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new StoreError(
      `Cannot read the store ${store.folder}: ${path}: ${systemRemedy(error as Error)}.`,
      { cause: error },
    );
  }
}
