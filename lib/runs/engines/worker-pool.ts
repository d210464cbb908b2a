import { fork, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import type { Readable } from "node:stream";
import { optionChecker } from "../../files";
import { whole } from "../../files/option-kinds";
import { tidyAfter } from "../store/claims";
import type { Engine, EngineHooks } from "./engine";
import type { Run } from "../run";
import { writeFailure } from "../store/run-failure";
import type { Store } from "../store/store";
import type { WorkerMessage } from "./worker-process";
import {
  threadVariables,
  workerEntry,
  workerNodeOptions,
} from "./worker-command";

/** How often a run is tried whose worker dies, and how often one is started that dies before it has a run. */
const MOST_DEATHS = 2;
/** How long a worker has to give back its claim. */
const GRACE_MS = 1_000;
/** How much of what a worker wrote last is told. */
const TAIL = 2_000;

const checkOptions = optionChecker<{ workers?: number }>("workerPool", {
  workers: whole(1),
});

/**
 * Carries out runs in processes of their own, each with one TensorFlow thread, so that as many of them as there are cores keep the
 * machine busy. Where one dies, killed for memory for instance, its run is tried once more; then that run alone counts as failed.
 *
 * @param options.workers number of processes. Default: one a core.
 * @throws RangeError where that is no number of processes.
 */
export function workerPool(options: { workers?: number } = {}): Engine {
  checkOptions(options);
  const { workers = availableParallelism() } = options;
  return {
    name: "workers",
    parallel: workers,
    async execute(runs, store, hooks) {
      const queue: Queue = { runs: [...runs], deaths: new Map() };
      const stop = new AbortController();
      const signal = AbortSignal.any([hooks.signal, stop.signal]);
      const count = Math.min(workers, runs.length);
      const ended = Array.from({ length: count }, () =>
        tend(queue, store, { ...hooks, signal }).catch((error: unknown) => {
          stop.abort();
          throw error;
        }),
      );
      await Promise.allSettled(ended);
      await Promise.all(ended); // the first error, once all processes have ended
    },
  };
}

/** Runs that are left. */
interface Queue {
  runs: Run[];
  /** How often a worker died at it, by run. */
  deaths: Map<string, number>;
}

/** Sends runs to one worker after another, until none is left. */
async function tend(
  queue: Queue,
  store: Store,
  hooks: EngineHooks,
): Promise<void> {
  let failedStarts = 0;
  while (queue.runs.length > 0 && !hooks.signal.aborted) {
    const died = await serveOne(queue, store, hooks);
    if (!died) return;
    const { run, cause } = died;
    if (!run) {
      if (++failedStarts < MOST_DEATHS) continue;
      throw new Error(`A worker process could not start: it ${cause}.`);
    }
    const deaths = (queue.deaths.get(run.id) ?? 0) + 1;
    queue.deaths.set(run.id, deaths);
    if (deaths < MOST_DEATHS) {
      queue.runs.push(run);
      continue;
    }
    const message = `Its worker process ${cause}; tried ${deaths} times.`;
    writeFailure(store, run, message);
    hooks.onFailed(run, message);
  }
}

/** One worker's life. @returns why it died and at which run, if it did. */
function serveOne(
  queue: Queue,
  store: Store,
  hooks: EngineHooks,
): Promise<{ run?: Run; cause: string } | undefined> {
  return new Promise((resolve, reject) => {
    const worker = fork(workerEntry(), ["--store", store.folder], {
      execArgv: workerNodeOptions(),
      env: { ...process.env, ...threadVariables() },
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let run: Run | undefined;
    let stuck: Error | undefined;
    let dismissed = false;
    const lastWords = tailOf(worker);
    const dismiss = () => {
      if (dismissed) return;
      dismissed = true;
      if (worker.connected) worker.disconnect();
      setTimeout(() => worker.kill("SIGKILL"), GRACE_MS).unref();
    };
    const next = () => {
      run = hooks.signal.aborted ? undefined : queue.runs.shift();
      if (!run) return dismiss();
      worker.send(run, () => {}); // where it has died meanwhile, "exit" tells
      hooks.onStarted(run);
    };
    hooks.signal.addEventListener("abort", dismiss);
    worker.on("message", (message: WorkerMessage) => {
      if (message.told === "ready") return next();
      if (!run || dismissed) return;
      if (message.told === "progress") {
        return hooks.onProgress(run, message.share);
      }
      if (message.told === "stuck") {
        stuck = new Error(message.message);
        return dismiss();
      }
      const { ended } = message;
      if (ended.end === "done") hooks.onDone(run);
      else if (ended.end === "skipped") hooks.onSkipped(run);
      else if (ended.end === "failed") hooks.onFailed(run, ended.message);
      next();
    });
    worker.on("error", reject);
    // Not "close", which never comes where this side closes the channel first.
    worker.on("exit", (code, signal) =>
      whenClosed(worker.stderr, () => {
        hooks.signal.removeEventListener("abort", dismiss);
        if (run) tidyAfter(store, run.id, worker.pid!);
        if (stuck) reject(stuck);
        else if (dismissed) resolve(undefined);
        else resolve({ run, cause: causeOf(code, signal) + lastWords() });
      }),
    );
  });
}

function causeOf(code: number | null, signal: NodeJS.Signals | null): string {
  if (!signal) return `ended by itself with code ${code}`;
  const why = signal === "SIGKILL" ? ", perhaps for memory" : "";
  return `was killed by signal ${signal}${why}`;
}

/** Calls back once all of a stream has been read. */
function whenClosed(stream: Readable | null, callBack: () => void): void {
  if (!stream || stream.closed) callBack();
  else stream.once("close", callBack);
}

/** Keeps the end of what a worker writes. */
function tailOf(worker: ChildProcess): () => string {
  let tail = "";
  worker.stderr?.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-TAIL);
  });
  return () => (tail.trim() ? ` (it wrote last: ${tail.trim()})` : "");
}
