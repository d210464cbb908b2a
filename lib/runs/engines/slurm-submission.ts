import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { projectRoot, writeWhole } from "../../files";
import type { Run } from "../run";
import { queuedTasks, submitBatch, type QueuedTasks } from "./slurm-commands";
import type { CompleteSlurmOptions } from "./slurm-options";
import { batchScript } from "./slurm-script";
import { writing, type Store } from "../store/store";
import { workerCommand } from "./worker-command";

/**
 * A job array and the runs it is to carry out. It has a folder `slurm/<name>` in the store, with the list of runs, the script and
 * the tasks' logs, so that another process can pick it up by its job's name.
 */
export interface Submission {
  /** The job's name: unique, so that the queue alone tells whether it was handed in. */
  name: string;
  folder: string;
  jobId: string;
  /** When, ISO 8601. */
  submitted: string;
  chunk: number;
  /** Ids in the list's order. */
  runs: string[];
}

const LIST = "runs.json";
const SCRIPT = "task.sh";
const ABOUT = "about.json";

/** Folder of the store for what is handed in. */
const submissionsFolder = (store: Store): string => join(store.folder, "slurm");

/** File that task `task` writes what it says into. */
const taskLog = (folder: string, task: number | "%a"): string =>
  join(folder, `${task}.log`);

/** What to hand in. */
export interface Batch {
  runs: readonly Run[];
  /** Runs a task. */
  chunk: number;
  /** Id of a job after whose end it may begin. */
  after?: string;
}

/** A name that no other submission has. */
const submissionName = (): string => `lab-${randomBytes(6).toString("hex")}`;

/** The script that {@link submit} hands in under this name. */
export function scriptOf(
  name: string,
  { runs, chunk, after }: Batch,
  store: Store,
  options: CompleteSlurmOptions,
): string {
  const folder = join(submissionsFolder(store), name);
  return batchScript(
    {
      name,
      runs: runs.length,
      chunk,
      after,
      log: taskLog(folder.replaceAll("%", "%%"), "%a"),
      workingFolder: projectRoot(),
      worker: workerCommand(join(folder, LIST), store),
    },
    options,
  );
}

/**
 * Hands in a job array. Its folder is there before its job is, so that a job in the queue always can be picked up.
 *
 * @throws StoreError where the store cannot be written; Error with what sbatch says, where it refuses.
 */
export async function submit(
  batch: Batch,
  store: Store,
  options: CompleteSlurmOptions,
): Promise<Submission> {
  const name = submissionName();
  const folder = join(submissionsFolder(store), name);
  const script = join(folder, SCRIPT);
  const about = { chunk: batch.chunk, submitted: new Date().toISOString() };
  writing(store, "hand in a job array", () => {
    writeWhole(join(folder, LIST), JSON.stringify(batch.runs));
    writeWhole(script, scriptOf(name, batch, store, options));
    writeWhole(join(folder, ABOUT), JSON.stringify(about));
  });
  const submission = { name, folder, ...about, runs: idsOf(batch.runs) };
  try {
    return { ...submission, jobId: await submitBatch(script) };
  } catch (error) {
    // Ctrl-C reaches sbatch too, which may have handed it in by then.
    const queued = (await queuedTasks()).find((tasks) => tasks.name === name);
    if (queued) return { ...submission, jobId: queued.jobId };
    dropSubmission(submission);
    throw error;
  }
}

/** What was handed in for this store, by whichever process, and is in the queue. */
export function submissionsInQueue(
  store: Store,
  queue: readonly QueuedTasks[],
): Submission[] {
  const jobs = new Map(queue.map(({ name, jobId }) => [name, jobId]));
  return submissionNames(store).flatMap((name) => {
    const jobId = jobs.get(name);
    if (jobId === undefined) return [];
    const folder = join(submissionsFolder(store), name);
    const about = read<{ chunk: number; submitted: string }>(folder, ABOUT);
    const runs = idsOf(read<Run[]>(folder, LIST));
    return [{ name, folder, jobId, ...about, runs }];
  });
}

const idsOf = (runs: readonly Run[]): string[] => runs.map(({ id }) => id);

const submissionNames = (store: Store): string[] =>
  existsSync(submissionsFolder(store))
    ? readdirSync(submissionsFolder(store))
    : [];

const read = <T>(folder: string, file: string): T =>
  JSON.parse(readFileSync(join(folder, file), "utf8")) as T;

/** Removes a submission's list, script and logs. */
export function dropSubmission({ folder }: Pick<Submission, "folder">): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Ids of the runs of the tasks given. */
export const runsOfTasks = (
  { runs, chunk }: Submission,
  tasks: readonly number[],
): string[] =>
  tasks.flatMap((task) => runs.slice(task * chunk, (task + 1) * chunk));

/** The last line that the task of a run wrote: Slurm itself writes there why it ended a task. */
export function lastWords(
  { folder, runs, chunk }: Submission,
  id: string,
): string {
  const log = taskLog(folder, Math.floor(runs.indexOf(id) / chunk));
  if (!existsSync(log)) return `it wrote nothing, not even ${log}`;
  const lines = readFileSync(log, "utf8").trimEnd().split("\n");
  return `its log ${log} ends with: ${lines[lines.length - 1]}`;
}
