import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import { promisify } from "node:util";
import { nearestName } from "../../files";
import { slurmMinutes } from "./slurm-options";

const call = promisify(execFile);

/** Tasks of a job array that are in the queue and in one state. */
export interface QueuedTasks {
  /** Name of the job. */
  name: string;
  jobId: string;
  /** Their indices in the array. */
  tasks: number[];
  /** As Slurm calls it, such as "PENDING" or "RUNNING". */
  state: string;
  /** Why they do not run, such as "Resources" or "JobHeldUser". */
  reason: string;
}

/**
 * Hands in a batch script.
 *
 * @returns the job's id.
 * @throws Error with what sbatch says, where it refuses.
 */
export async function submitBatch(script: string): Promise<string> {
  // "ID", or "ID;CLUSTER" where there are several clusters.
  return (await slurmCommand("sbatch", "--parsable", script))
    .trim()
    .split(";")[0];
}

/** What of this user is in the queue. Arrays of many tasks take a few entries, one for each state. */
export async function queuedTasks(): Promise<QueuedTasks[]> {
  const text = await slurmCommand(
    "squeue",
    "--noheader",
    `--user=${userInfo().username}`,
    "--format=%F|%K|%T|%r|%j",
  );
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [jobId, tasks, state, reason, ...name] = line.split("|");
      return {
        jobId,
        tasks: arrayIndices(tasks),
        state,
        reason,
        name: name.join("|"),
      };
    });
}

/** Takes jobs out of the queue, and ends what runs of them. */
export async function cancelJobs(ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await slurmCommand("scancel", ...ids);
}

/**
 * The indices in an array's task expression, as squeue prints it.
 *
 * @example arrayIndices("0-2,7,10-14:2%5"); // [0, 1, 2, 7, 10, 12, 14]
 */
export function arrayIndices(expression: string): number[] {
  return expression
    .replace(/%\d+$/, "")
    .split(",")
    .flatMap((part) => {
      const found = /^(\d+)(?:-(\d+)(?::(\d+))?)?$/.exec(part);
      if (!found) return []; // "N/A": a job that is no array
      const [first, last = first, step = 1] = found
        .slice(1)
        .map((number) => (number === undefined ? undefined : Number(number)));
      const count = Math.floor((last! - first!) / step!) + 1;
      return Array.from({ length: count }, (_, k) => first! + k * step!);
    });
}

/** How many tasks an array may have on this cluster. @throws Error where the cluster takes no arrays. */
export async function maxArraySize(): Promise<number> {
  const config = await slurmCommand("scontrol", "show", "config");
  // Slurm's own default, where it does not say.
  const size = Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(config)?.[1] ?? 1001);
  if (size === 0)
    throw new Error(
      "This cluster takes no job arrays (its MaxArraySize is 0); ask its administrators to allow them.",
    );
  return size;
}

/**
 * Refuses what the cluster would leave pending for ever.
 *
 * @throws Error for a partition that is not there, and for a time above its limit.
 */
export async function requirePartition(
  partition: string,
  time: string,
): Promise<void> {
  const text = await slurmCommand(
    "scontrol",
    "show",
    "partition",
    "--oneliner",
  );
  const limits = new Map(
    [...text.matchAll(/^PartitionName=(\S+).*?\bMaxTime=(\S+)/gm)].map(
      ([, name, limit]) => [name, limit],
    ),
  );
  for (const name of partition.split(",")) {
    const limit = limits.get(name);
    if (limit === undefined)
      throw new Error(
        `This cluster has no partition "${name}". ${nearestName(name, [...limits.keys()])}`,
      );
    if (limit !== "UNLIMITED" && slurmMinutes(time) > slurmMinutes(limit))
      throw new Error(
        `The Slurm option time is "${time}", but a task in partition ${name} may take ${limit} at most. Ask for less, with fewer runs a task (chunk), or for another partition.`,
      );
  }
}

/**
 * The environment of Slurm's commands, without the variables by which their behaviour is set: those name jobs, hide them from the queue, or ask before
 * they are cancelled, and they overrule the script. Of Slurm's own, where the cluster is and how to log in stay.
 */
export function slurmEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !settings.test(name) || needed.includes(name),
  );
  // Task expressions in full length.
  return { ...Object.fromEntries(kept), SLURM_BITSTR_LEN: "0" };
}

const settings = /^(SBATCH|SQUEUE|SCANCEL|SCONTROL|SLURM|SALLOC|SRUN)_/;
const needed = ["SLURM_CONF", "SLURM_CONF_SERVER", "SLURM_JWT"];

/** A command of Slurm that fails for now, as while its controller restarts. */
export class SlurmUnavailable extends Error {}

async function slurmCommand(
  command: string,
  ...args: string[]
): Promise<string> {
  try {
    const { stdout } = await call(command, args, {
      env: slurmEnvironment(process.env),
      maxBuffer: 1 << 30,
    });
    return stdout;
  } catch (error) {
    const {
      code,
      stderr = "",
      message,
    } = error as Error & {
      code?: string | number;
      stderr?: string;
    };
    if (code === "ENOENT")
      throw new Error(
        `There is no ${command} here. Start the sweep where Slurm's commands are, such as on a login node, or take another engine.`,
        { cause: error },
      );
    const said = stderr.trim() || message;
    const Kind = /contact|connect|timed out|temporarily/i.test(said)
      ? SlurmUnavailable
      : Error;
    throw new Kind(`${command} failed: ${said}`, { cause: error });
  }
}
