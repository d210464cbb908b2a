import {
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../files/make-folder";
import { convertFiles } from "./formats/conversion";
import { optionChecker } from "../files";
import { callable, object } from "../files/option-kinds";
import { cacheFolder } from "../files/paths";
import { registryEntry, type RegistryEntry } from "./registry";
import { describeSource } from "./sources/describe-source";
import { fetchFrom } from "./sources/fetch-from";
import type { FetchOptions } from "./sources/fetch-options";
import { readVerified } from "../files/verify";

/** What fetching an entry came to. */
export interface FetchResult {
  /** Folder that holds the entry's files. */
  folder: string;
  /** Bytes that came over the network now; 0 where all files were there. */
  fetchedBytes: number;
  /** The source that gave them, in words; undefined where all were there. */
  source?: string;
  /** Sources tried in vain, or cached files set aside, with the reason. */
  problems: string[];
}

const checkOptions = optionChecker<FetchOptions>("fetchDataset", {
  progress: callable,
  signal: object,
});

/** Folder of an entry's files in the cache. */
export const datasetFolder = (name: string) =>
  join(cacheFolder(), "datasets", name);

/**
 * Makes sure that the files of a registered set are in the cache and are the
 * registered ones: verifies what is there, fetches what is missing or corrupted
 * from the first source that gives the right bytes. A file appears in the cache
 * only whole and verified.
 *
 * @throws Error that lists every source with the reason it failed.
 */
export async function fetchDataset(
  name: string,
  options: FetchOptions = {},
): Promise<FetchResult> {
  return fetchEntry(registryEntry(name), datasetFolder(name), options);
}

/** As {@link fetchDataset}, for any entry and folder. */
export async function fetchEntry(
  entry: RegistryEntry,
  folder: string,
  options: FetchOptions = {},
): Promise<FetchResult> {
  checkOptions(options);
  const { progress = () => {}, signal } = options;
  const problems: string[] = [];
  const missing = entry.files.filter((file) => {
    const path = join(folder, file.name);
    if (!existsSync(path)) return true;
    try {
      readVerified(path, file);
      return false;
    } catch (error) {
      problems.push(`${(error as Error).message}: fetched anew`);
      return true;
    }
  });
  if (missing.length === 0) return { folder, fetchedBytes: 0, problems };

  makeFolder(folder);
  clearAbandoned(folder);
  for (const source of entry.sources) {
    signal?.throwIfAborted();
    const scratch = mkdtempSync(join(folder, SCRATCH));
    try {
      const fetchedBytes = await fetchFrom(source, scratch, {
        progress,
        signal,
        largest: Math.max(...entry.files.map(({ bytes }) => bytes)),
      });
      if (source.convert) convertFiles(source.convert, entry, scratch);
      for (const file of missing) {
        readVerified(join(scratch, file.name), file);
      }
      for (const file of missing) {
        renameSync(join(scratch, file.name), join(folder, file.name));
      }
      return {
        folder,
        fetchedBytes,
        source: describeSource(source),
        problems,
      };
    } catch (error) {
      const reason = (error as Error).message.replaceAll(scratch, "");
      problems.push(`${describeSource(source)}: ${reason}`);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
  throw new Error(
    `${entry.title} could not be fetched from any of its ${entry.sources.length} sources:\n` +
      problems.map((problem) => `  - ${problem}`).join("\n"),
  );
}

const SCRATCH = ".fetch-";

/** Removes what a killed run left behind. Others may share the cache, so only what is an hour old. */
function clearAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const hours = (Date.now() - statSync(path).mtimeMs) / 3_600_000;
    if (name.startsWith(SCRATCH) && hours > 1)
      rmSync(path, { recursive: true });
  }
}
