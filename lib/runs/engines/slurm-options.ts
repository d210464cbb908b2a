/** What Slurm is asked for. Times and memory are those of one task of the job array. */
export interface SlurmOptions {
  /** Name of the partition, as in `sinfo`. */
  partition: string;
  /** Limit of a task, as Slurm writes it: "hours:minutes:seconds", "days-hours", "minutes", … */
  time: string;
  /** Memory of a task with its unit, such as "500M" or "4G". */
  memory: string;
  /** Most tasks at once. Default 50. */
  throttle?: number;
  /** Runs that a task carries out one after the other: raise it where a run is short beside the start of a job. Default 1. */
  chunk?: number;
  /** What the jobs are charged to, where the cluster asks for it. */
  account?: string;
  /** Further options of `sbatch`, such as "--gres=gpu:1". */
  extra?: string[];
  /** How often a run is submitted before it counts as failed. Default 3. */
  attempts?: number;
  /** Between two looks at the queue. Default 15. */
  pollSeconds?: number;
  /** What becomes of the jobs when the sweep is interrupted. Default "leave": the same sweep picks them up again. */
  onInterrupt?: "leave" | "cancel";
}

/** {@link SlurmOptions} with its defaults. */
export interface CompleteSlurmOptions {
  partition: string;
  time: string;
  memory: string;
  throttle: number;
  chunk: number;
  account: string | null;
  extra: string[];
  attempts: number;
  pollSeconds: number;
  onInterrupt: "leave" | "cancel";
}

/**
 * Options with their defaults, checked before anything is submitted.
 *
 * @throws Error naming the option, its value and what it should be.
 */
export function completeSlurmOptions({
  partition,
  time,
  memory,
  throttle = 50,
  chunk = 1,
  account,
  extra = [],
  attempts = 3,
  pollSeconds = 15,
  onInterrupt = "leave",
}: SlurmOptions): CompleteSlurmOptions {
  requireName("partition", partition, "`sinfo` lists them");
  if (account !== undefined)
    requireName("account", account, "`sacctmgr show user $USER` lists yours");
  slurmMinutes(time);
  requireMemory(memory);
  for (const [name, value] of Object.entries({
    throttle,
    chunk,
    attempts,
  }))
    if (!Number.isInteger(value) || value < 1)
      refuse(name, value, "a whole number from 1");
  if (!(pollSeconds > 0))
    refuse("pollSeconds", pollSeconds, "a number of seconds above 0");
  for (const option of extra) requireExtra(option);
  return {
    partition,
    time,
    memory,
    throttle,
    chunk,
    account: account ?? null,
    extra,
    attempts,
    pollSeconds,
    onInterrupt,
  };
}

/**
 * The minutes that Slurm reads from a time limit; it rounds seconds up.
 *
 * @param time one of "minutes", "minutes:seconds", "hours:minutes:seconds", "days-hours", "days-hours:minutes" and "days-hours:minutes:seconds".
 * @throws Error for any other form, and for no time at all.
 * @example slurmMinutes("1-12"); // 2160
 */
export function slurmMinutes(time: string): number {
  const found = /^(?:(\d+)-)?(\d+)(?::(\d+))?(?::(\d+))?$/.exec(time);
  const [days, ...given] = found ? found.slice(1) : [];
  const parts = given.filter((part) => part !== undefined).map(Number);
  // Without days, one or two numbers begin with minutes; else the first is hours.
  const fromMinutes = days === undefined && parts.length < 3;
  const [hours, minutes = 0, seconds = 0] = fromMinutes ? [0, ...parts] : parts;
  const total = Math.ceil(
    Number(days ?? 0) * 1440 + hours * 60 + minutes + seconds / 60,
  );
  return total > 0
    ? total
    : refuse(
        "time",
        time,
        'a limit above 0 as Slurm writes it, such as "30" (minutes), "02:30:00" (hours) or "1-12" (days-hours)',
      );
}

function requireMemory(memory: string): void {
  if (!/^[1-9]\d*[KMGT]$/.test(memory))
    refuse(
      "memory",
      memory,
      'a whole number with its unit K, M, G or T, such as "4G"',
    );
}

function requireName(option: string, name: string, where: string): void {
  if (!/^[\w.,-]+$/.test(name ?? "")) refuse(option, name, `a name (${where})`);
}

const ours = [
  "array",
  "job-name",
  "output",
  "error",
  "partition",
  "time",
  "mem",
  "account",
  "dependency",
];

function requireExtra(option: string): void {
  const name = /^--([a-z][a-z-]*)(=[^\n]*)?$/.exec(option)?.[1];
  if (name === undefined)
    refuse(
      "extra",
      option,
      'an option of sbatch in its long form, such as "--gres=gpu:1"',
    );
  if (name !== undefined && ours.includes(name))
    refuse(
      "extra",
      option,
      "an option that the engine does not set itself; it sets " +
        ours.join(", "),
    );
}

function refuse(option: string, value: unknown, wanted: string): never {
  const given = value === undefined ? "missing" : JSON.stringify(value);
  throw new Error(
    `The Slurm option ${option} is ${given}, expected ${wanted}.`,
  );
}
