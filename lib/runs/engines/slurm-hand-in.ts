import type { Run } from "../run";
import { SlurmUnavailable } from "./slurm-commands";
import { taskCount } from "./slurm-script";
import type { Batch, Submission } from "./slurm-submission";

/** Batches that fit an array each. */
export function batchesOf(
  runs: readonly Run[],
  chunk: number,
  arraySize: number,
): Batch[] {
  const size = chunk * arraySize;
  const count = Math.ceil(runs.length / size);
  return Array.from({ length: count }, (_, k) => ({
    runs: runs.slice(k * size, (k + 1) * size),
    chunk,
  }));
}

/**
 * Hands in batches one after the other, each to begin after the one before. Where the cluster takes no more tasks of this user, a batch is halved until
 * a part of it fits; what is left then can follow once those have ended.
 *
 * @returns what was accepted; nothing where Slurm does not answer now, which is told.
 * @throws Error with what sbatch says, and what helps, where not even one task is accepted.
 */
export async function handInBatches(
  batches: readonly Batch[],
  submit: (batch: Batch) => Promise<Submission>,
  { signal, tell }: { signal: AbortSignal; tell: (remark: string) => void },
): Promise<Submission[]> {
  const accepted: Submission[] = [];
  const waiting = [...batches];
  for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
    signal.throwIfAborted();
    try {
      const after = accepted.at(-1)?.jobId;
      accepted.push(await submit({ ...batch, after }));
    } catch (error) {
      const isOverLimit = LIMIT.test((error as Error).message);
      if (isOverLimit && accepted.length === 0) {
        waiting.unshift(...halves(batch, error as Error));
        continue;
      }
      // Clusters limit how many jobs they hold, those that ended minutes ago among them: the rest can follow.
      const mayPass = accepted.length > 0 || error instanceof SlurmUnavailable;
      if (!mayPass) throw error;
      tell(`${(error as Error).message}. What is left is handed in later.`);
      break;
    }
  }
  return accepted;
}

/** How sbatch says that a user may have no more tasks: by the limit's name, or as "job submit limit". */
const LIMIT = /submit.{0,8}limit|MaxSubmit|MaxJobCount/i;

function halves({ runs, chunk }: Batch, refusal: Error): Batch[] {
  const tasks = taskCount({ runs: runs.length, chunk });
  if (tasks === 1)
    throw new Error(
      `${refusal.message}. Not even one task is accepted: wait until others of yours have ended, put more runs into a task (--chunk N), or ask for less time or another partition or account.`,
      { cause: refusal },
    );
  const size = Math.ceil(tasks / 2) * chunk;
  return [
    { runs: runs.slice(0, size), chunk },
    { runs: runs.slice(size), chunk },
  ];
}
