import type { Engine } from "./engine";
import type { Run } from "../run";
import { completeSlurmOptions, type SlurmOptions } from "./slurm-options";
import { scriptOf } from "./slurm-submission";
import { carryOutOnSlurm } from "./slurm-sweep";
import type { Store } from "../store/store";

/**
 * Carries out runs as job arrays of a Slurm cluster whose nodes share the store's file system and this project's folder.
 *
 * Runs that an earlier sweep handed in and that are still in the queue are waited for, not handed in again. Once nothing of it is in
 * the queue, what failed, ran out of time, was cancelled or vanished is handed in again, up to `attempts` times. Needs `sbatch`,
 * `squeue` and `scontrol`, but no accounting.
 *
 * @param options.tell what to do with remarks for the user. Default: the error output.
 * @throws Error naming an option that is wrong. {@link Engine.execute} rejects where Slurm is not there, or refuses the job.
 * @example
 * slurm({ partition: "gpu", time: "02:00:00", memory: "8G", throttle: 20, extra: ["--gres=gpu:1"] });
 */
export function slurm({
  tell = (remark) => console.error(remark),
  ...options
}: SlurmOptions & { tell?: (remark: string) => void }): Engine {
  const complete = completeSlurmOptions(options);
  return {
    name: "slurm",
    parallel: complete.throttle,
    execute: (runs, store, hooks) =>
      carryOutOnSlurm({ runs, store, hooks, options: complete, tell }),
  };
}

/**
 * The batch script that {@link slurm} would hand in for these runs, to be looked at before.
 *
 * @throws Error naming an option that is wrong.
 */
export function slurmScript(
  runs: readonly Run[],
  store: Store,
  options: SlurmOptions,
): string {
  const complete = completeSlurmOptions(options);
  if (runs.length === 0) return "# No run is missing: no job array is needed.";
  const batch = { runs, chunk: complete.chunk };
  return scriptOf("lab-dry-run", batch, store, complete);
}
