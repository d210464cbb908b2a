import { extname, join } from "node:path";
import type { Store } from "../store/store";

/** The worker's program: compiled where this is, a source that tsx reads in tests. */
export const workerEntry = (): string =>
  join(__dirname, "..", "..", "commands", `worker${extname(__filename)}`);

/** Options that Node needs to run {@link workerEntry}. */
export const workerNodeOptions = (): string[] =>
  extname(__filename) === ".ts"
    ? ["--require", require.resolve("tsx/cjs")]
    : [];

/**
 * TensorFlow's threads, as it reads them when it is loaded. Sums are formed in another order with another number of threads, so that a run gives
 * the same result everywhere only with the same number: one.
 */
export const threadVariables = (threads = 1): { [name: string]: string } => ({
  TF_NUM_INTRAOP_THREADS: String(threads),
  TF_NUM_INTEROP_THREADS: "1",
  OMP_NUM_THREADS: String(threads),
});

/**
 * Program and arguments that carry out one run of a list, but for the run's index in it, which comes last.
 *
 * @param list path of a JSON file, an array of runs.
 */
export const workerCommand = (list: string, store: Store): string[] => [
  process.execPath,
  ...workerNodeOptions(),
  workerEntry(),
  "--store",
  store.folder,
  "--list",
  list,
  "--index",
];
