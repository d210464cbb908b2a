// A process that carries out runs. Of a pool's driver:  worker.js --store DIR  with a channel to it, which sends a run at a time.
// Of an array's task:  worker.js --store DIR --list FILE --index I [--count N]  for N runs of a list (default one).
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Run } from "../run";
import { executeRun, type RunEnd } from "./execute-run";
import { openStore, StoreError } from "../store/store";

/** What a worker tells its driver. */
export type WorkerMessage =
  | { told: "ready" }
  | { told: "progress"; share: number }
  | { told: "ended"; ended: RunEnd }
  /** The store cannot be written. */
  | { told: "stuck"; message: string };

const stopping = new AbortController();
const { signal } = stopping;

/** Carries out what the driver sends, until the channel closes: where the driver is killed, that too. */
function serve(folder: string): void {
  const store = openStore(folder, { committed: null });
  const tell = (message: WorkerMessage) =>
    process.send?.(message, undefined, undefined, () => {}); // a driver that is gone is not told
  let busy = false;
  process.on("SIGINT", () => {}); // Ctrl-C reaches all processes of a terminal: the driver decides
  process.on("SIGTERM", () => process.disconnect());
  process.on("disconnect", () => {
    stopping.abort();
    if (!busy) process.exit();
  });
  process.on("message", (run: Run) => {
    busy = true;
    executeRun(run, store, {
      signal,
      onProgress: (share) => tell({ told: "progress", share }),
    })
      .then((ended) => tell({ told: "ended", ended }))
      .catch((error: Error) => {
        if (!(error instanceof StoreError)) throw error;
        tell({ told: "stuck", message: error.message });
      })
      .finally(() => {
        busy = false;
        if (signal.aborted) process.exit();
      });
  });
  tell({ told: "ready" });
}

/** Carries out runs of a list one after the other. @returns the exit code. */
async function carryOutList(
  folder: string,
  runs: readonly Run[],
): Promise<number> {
  const store = openStore(folder, { committed: null });
  for (const name of ["SIGINT", "SIGTERM"]) {
    process.on(name, () => stopping.abort());
  }
  let failed = 0;
  for (const run of runs) {
    const ended = await executeRun(run, store, { signal, onProgress() {} });
    if (ended.end === "stopped") return 143;
    if (ended.end !== "failed") continue;
    failed++;
    console.error(`Run ${run.id} (${run.experiment}): ${ended.message}`);
  }
  return failed > 0 ? 1 : 0;
}

function runsInList(path: string, index: string, count: string): Run[] {
  const list = JSON.parse(readFileSync(path, "utf8")) as Run[];
  const first = Number(index);
  if (!Number.isInteger(first) || first < 0 || first >= list.length) {
    throw new Error(
      `--index is "${index}", but ${path} lists ${list.length} runs, from 0.`,
    );
  }
  return list.slice(first, first + Number(count));
}

export async function runWorker(args: string[]): Promise<void> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: {
      store: text,
      list: text,
      index: text,
      count: { ...text, default: "1" },
    },
  });
  const { store, list, index, count } = values;
  if (store === undefined) throw new Error("--store is missing.");
  if (list === undefined) return serve(store);
  if (index === undefined) throw new Error("--index is missing.");
  const runs = runsInList(list, index, count);
  process.exitCode = await carryOutList(store, runs);
  process.exit();
}
