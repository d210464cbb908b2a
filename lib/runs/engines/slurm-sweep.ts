import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAbsent } from "../../files/is-absent";
import type { EngineHooks } from "./engine";
import type { Run } from "../run";
import { readFailure, writeFailure } from "../store/run-failure";
import {
  cancelJobs,
  maxArraySize,
  queuedTasks,
  requirePartition,
  SlurmUnavailable,
  type QueuedTasks,
} from "./slurm-commands";
import { batchesOf, handInBatches } from "./slurm-hand-in";
import type { CompleteSlurmOptions } from "./slurm-options";
import {
  dropSubmission,
  lastWords,
  runsOfTasks,
  submissionsInQueue,
  submit,
  type Submission,
} from "./slurm-submission";
import { runFiles, shardOf, type Store } from "../store/store";

/** A task is gone once so many looks in a row have not found it: shared file systems show new files late. */
const LOOKS = 2;

/** Why tasks of an array usually wait; anything else is worth a remark. */
const USUAL_REASONS =
  /^(None|Priority|Resources|Dependency|JobArrayTaskLimit|BeginTime|Prolog|Nodes.*)$/;

/** What {@link carryOutOnSlurm} is given. */
export interface SlurmSweep {
  runs: readonly Run[];
  store: Store;
  hooks: EngineHooks;
  options: CompleteSlurmOptions;
  tell: (remark: string) => void;
}

/** What is left of a sweep. */
interface Progress {
  /** Runs without a result, by id. */
  open: Map<string, Run>;
  /** Those that a task has begun. */
  begun: Set<string>;
  /** How often each was handed in. */
  attempts: Map<string, number>;
  /** Handed in, by this process or an earlier one. */
  submissions: Submission[];
}

/** What the engine does; see `slurm`. */
export async function carryOutOnSlurm(sweep: SlurmSweep): Promise<void> {
  const { runs, store, hooks, options, tell } = sweep;
  await requirePartition(options.partition, options.time);
  const progress: Progress = {
    open: new Map(runs.map((run) => [run.id, run])),
    begun: new Set(),
    attempts: new Map(),
    submissions: [],
  };
  const { open, attempts } = progress;
  try {
    let missing = await pickUp(sweep, progress);
    for (;;) {
      await handIn(sweep, progress, missing);
      await untilGone(sweep, progress);
      dropClaims(store, open);
      missing = [...open.values()].filter(
        ({ id }) => (attempts.get(id) ?? 0) < options.attempts,
      );
      if (missing.length === 0) break;
      tell(
        `${missing.length} of ${runs.length} runs have no result yet: handing them in again.`,
      );
    }
    fail(sweep, progress);
    for (const submission of progress.submissions)
      if (!submission.runs.some((id) => open.has(id)))
        dropSubmission(submission);
  } catch (error) {
    if (!hooks.signal.aborted) throw error;
    await interrupted(sweep, progress);
  }
}

/** Finds what an earlier process handed in; gives the runs that are not among it. */
async function pickUp(
  { runs, store, tell }: SlurmSweep,
  { open, attempts, submissions }: Progress,
): Promise<Run[]> {
  const queue = await queuedTasks();
  const queued = new Set<string>();
  for (const submission of submissionsInQueue(store, queue)) {
    const asked = queue
      .filter(({ name }) => name === submission.name)
      .flatMap(({ tasks }) => runsOfTasks(submission, tasks))
      .filter((id) => open.has(id));
    for (const id of asked) {
      queued.add(id);
      attempts.set(id, 1);
    }
    if (asked.length > 0) submissions.push(submission);
  }
  if (queued.size > 0)
    tell(
      `${queued.size} of ${runs.length} runs are in the queue already, as ${jobsOf(submissions)}: waiting for them.`,
    );
  return runs.filter(({ id }) => !queued.has(id));
}

async function handIn(
  { store, options, hooks, tell }: SlurmSweep,
  { begun, attempts, submissions }: Progress,
  runs: readonly Run[],
): Promise<void> {
  if (runs.length === 0) return;
  const arraySize = await maxArraySize();
  // What was begun without success gets a task of its own, so that it cannot take others down with it once more.
  const batches = [
    ...batchesOf(
      runs.filter(({ id }) => !begun.has(id)),
      options.chunk,
      arraySize,
    ),
    ...batchesOf(
      runs.filter(({ id }) => begun.has(id)),
      1,
      arraySize,
    ),
  ];
  const accepted = await handInBatches(
    batches,
    (batch) => submit(batch, store, options),
    { signal: hooks.signal, tell },
  );
  for (const submission of accepted) {
    submissions.push(submission);
    for (const id of submission.runs)
      attempts.set(id, (attempts.get(id) ?? 0) + 1);
  }
  if (accepted.length === 0) return;
  const count = accepted.reduce((sum, { runs }) => sum + runs.length, 0);
  tell(`Handed in ${count} runs as ${jobsOf(accepted)}.`);
}

/** Waits until nothing of a sweep is in the queue, or nothing is left to wait for. */
async function untilGone(
  { store, hooks, options, tell }: SlurmSweep,
  progress: Progress,
): Promise<void> {
  const names = new Set(progress.submissions.map(({ name }) => name));
  const told = new Set<string>();
  const remark = (text: string) => {
    if (!told.has(text)) tell(text);
    told.add(text);
  };
  for (let looks = 0; looks < LOOKS && progress.open.size > 0;) {
    await sleep(options.pollSeconds * 1000, undefined, {
      signal: hooks.signal,
    });
    // The queue first: what has left it by then has written what it ever will.
    const queue = await queueOrRemark(remark);
    collect(store, hooks, progress);
    if (queue === undefined) continue;
    const ours = queue.filter(({ name }) => names.has(name));
    looks = ours.length > 0 ? 0 : looks + 1;
    for (const { jobId, state, reason } of ours)
      if (state === "PENDING" && !USUAL_REASONS.test(reason))
        remark(`Slurm lets tasks of job ${jobId} wait: ${reason}.`);
  }
}

async function queueOrRemark(
  remark: (text: string) => void,
): Promise<QueuedTasks[] | undefined> {
  try {
    return await queuedTasks();
  } catch (error) {
    if (!(error instanceof SlurmUnavailable)) throw error;
    remark(`${error.message}; asking again.`);
    return undefined;
  }
}

/** Tells of what has been begun or done since the last look. */
function collect(
  store: Store,
  hooks: EngineHooks,
  { open, begun }: Progress,
): void {
  const files = filesOf(store, open.keys());
  for (const [id, run] of open) {
    const { result, claim, failure } = runFiles(store, id);
    const done = files.has(result);
    if (!begun.has(id) && (done || files.has(claim) || files.has(failure))) {
      begun.add(id);
      hooks.onStarted(run);
    }
    if (done) {
      open.delete(id);
      hooks.onDone(run);
    }
  }
}

/** Paths in the store where files of these runs may be; 256 folders are read faster than 100,000 files are looked for. */
function filesOf({ folder }: Store, ids: Iterable<string>): Set<string> {
  const shards = new Set(Array.from(ids, shardOf));
  const files = new Set<string>();
  for (const shard of shards)
    for (const file of filesIn(join(folder, shard)))
      files.add(join(folder, shard, file));
  return files;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** Removes the claims of tasks that were ended before they could. */
function dropClaims(store: Store, open: ReadonlyMap<string, Run>): void {
  for (const id of open.keys())
    try {
      rmSync(runFiles(store, id).claim, { force: true });
    } catch {
      // Its next task says why it cannot be claimed.
    }
}

/** Tells of the runs that stay without a result. */
function fail(
  { store, hooks }: SlurmSweep,
  { open, submissions }: Progress,
): void {
  const last = new Map<string, Submission>();
  for (const submission of submissions)
    for (const id of submission.runs) last.set(id, submission);
  for (const [id, run] of open) {
    const submission = last.get(id)!;
    const noted = readFailure(store, id);
    if (noted && noted.failed >= submission.submitted) {
      hooks.onFailed(run, noted.message);
    } else {
      const message = `Its task ended without a result; ${lastWords(submission, id)}`;
      writeFailure(store, run, message);
      hooks.onFailed(run, message);
    }
  }
}

async function interrupted(
  { options, tell }: SlurmSweep,
  { submissions }: Progress,
): Promise<void> {
  const queued = new Set((await queuedTasks()).map(({ name }) => name));
  const left = submissions.filter(({ name }) => queued.has(name));
  if (left.length === 0) return;
  const ids = left.map(({ jobId }) => jobId);
  if (options.onInterrupt === "cancel") {
    await cancelJobs(ids);
    tell(`Cancelled ${jobsOf(left)}.`);
  } else {
    tell(
      `Slurm goes on with ${jobsOf(left)}. The same command picks them up again; \`scancel ${ids.join(" ")}\` ends them.`,
    );
  }
}

function jobsOf(submissions: readonly Submission[]): string {
  const ids = submissions.map(({ jobId }) => jobId);
  return `${ids.length === 1 ? "job" : "jobs"} ${ids.join(", ")}`;
}
