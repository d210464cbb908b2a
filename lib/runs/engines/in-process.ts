import type { Engine } from "./engine";
import { executeRun } from "./execute-run";
import { runKind } from "../run-kinds";
import { threadVariables } from "./worker-command";

/**
 * Carries out runs in this process, one after the other. For tests and short runs: what trains networks belongs into
 * {@link workerPool}, whose processes have one TensorFlow thread each.
 *
 * @returns an engine, which refuses runs that compute with TensorFlow where this process has loaded it with more threads: their rows would
 * differ from those of other engines.
 */
export function inProcess(): Engine {
  return {
    name: "in-process",
    parallel: 1,
    async execute(runs, store, hooks) {
      if (runs.some(({ spec }) => runKind(spec.kind).usesTensorFlow)) {
        requireOneThread();
      }
      for (const run of runs) {
        if (hooks.signal.aborted) return;
        hooks.onStarted(run);
        const ended = await executeRun(run, store, {
          signal: hooks.signal,
          onProgress: (share) => hooks.onProgress(run, share),
        });
        if (ended.end === "done") hooks.onDone(run);
        else if (ended.end === "skipped") hooks.onSkipped(run);
        else if (ended.end === "failed") hooks.onFailed(run, ended.message);
      }
    },
  };
}

function requireOneThread(): void {
  const { TF_NUM_INTRAOP_THREADS } = threadVariables();
  if (process.env.TF_NUM_INTRAOP_THREADS === TF_NUM_INTRAOP_THREADS) return;
  const loaded = Object.keys(require.cache).some((path) =>
    /[\\/]@tensorflow[\\/]tfjs-node[\\/]dist[\\/]index\.js$/.test(path),
  );
  if (loaded) {
    throw new Error(
      "TensorFlow is loaded in this process with as many threads as it likes, so that these runs would not give the rows that other engines give: use the worker pool, or set TF_NUM_INTRAOP_THREADS=1 before Node starts.",
    );
  }
  Object.assign(process.env, threadVariables());
}
