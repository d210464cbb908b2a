// The store at 10,000 runs, what an engine adds to a run, and two worker processes against one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  inProcess,
  openStore,
  type Store,
  readResults,
  runsOf,
  sweep,
  workerPool,
  type Engine,
  type Run,
} from "../lib/runs";
import "../lib/experiments/kinds";
import { writeResult } from "../lib/runs/store/write-result";
import { pairs, seconds, type Bench } from "./measure";

const RUNS = 10_000;

const simulated = (count: number, fields = {}): Run[] =>
  runsOf({
    name: "bench",
    run: { kind: "simulated", ...fields },
    seeds: Array.from({ length: count }, (_, seed) => seed),
  });

/** Calls with a store of its own. */
async function withStore<T>(
  work: (store: Store) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "bench-store-"));
  try {
    return await work(openStore(folder, { committed: null }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds that an engine takes for runs, from a store without them; for workers, their start included. */
const secondsFor = (engine: Engine, count: number, fields = {}) =>
  withStore(async (store) => {
    const started = performance.now();
    const { records } = await sweep(
      {
        name: "bench",
        run: { kind: "simulated", ...fields },
        seeds: Array.from({ length: count }, (_, seed) => seed),
      },
      { store, engine, progress: false },
    );
    if (records.size !== count) throw new Error("Runs are missing.");
    return (performance.now() - started) / 1000;
  });

const bench: Bench = async function* () {
  yield await withStore((store) => {
    for (const run of simulated(RUNS)) {
      const rows = ["reference", "shifted"].map((split) => ({
        epoch: 1,
        split,
        correct: Number(run.spec.seed) % 1000,
        total: 1000,
        seconds: 1,
      }));
      writeResult(store, run, { rows, values: { draw: 0.5 } }, 1);
    }
    const read = () =>
      seconds(() => {
        if (readResults(store).numRows() !== 2 * RUNS)
          throw new Error("Rows are missing.");
      });
    const index = join(store.folder, "index.bin");
    return pairs({
      name: `reading ${RUNS} runs into a table`,
      unit: "s",
      peerName: "without the index",
      ours: read,
      peer: () => {
        rmSync(index);
        return read();
      },
      count: 5,
      warmUp: 3, // the folders have to be left alone for a while before the index is trusted
    });
  });

  const engineCost = async (engine: Engine, few: number, many: number) =>
    ((await secondsFor(engine, many)) - (await secondsFor(engine, few))) /
    (many - few);
  yield await pairs({
    name: "an engine's cost per run: one worker process",
    unit: "s",
    peerName: "in this process",
    ours: () => engineCost(workerPool({ workers: 1 }), 10, 510),
    peer: () => engineCost(inProcess(), 10, 510),
    count: 3,
  });

  const work = { how: "burn", milliseconds: 1000 };
  yield await pairs({
    name: "16 runs of 1 s of computing: two worker processes",
    unit: "s",
    peerName: "one worker process",
    ours: () => secondsFor(workerPool({ workers: 2 }), 16, work),
    peer: () => secondsFor(workerPool({ workers: 1 }), 16, work),
    count: 3,
    warmUp: 0,
  });
};
export default bench;
