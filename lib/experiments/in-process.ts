import "./kinds";
import type { Engine } from "./engine";
import { executeRun } from "./execute-run";

/**
 * Carries out runs in this process, one after the other. For tests and short runs: what trains networks belongs into
 * {@link workerPool}, whose processes have one TensorFlow thread each, as equal rows need.
 */
export function inProcess(): Engine {
  return {
    name: "in-process",
    parallel: 1,
    async execute(runs, store, hooks) {
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
