import type { CompleteSlurmOptions } from "./slurm-options";
import { threadVariables } from "./worker-command";

/** What a batch script is about. */
export interface BatchScript {
  /** Name of the job. */
  name: string;
  /** Number of runs in the list. */
  runs: number;
  /** Runs a task. */
  chunk: number;
  /** File that a task writes what it says into; `%a` stands for its index. */
  log: string;
  /** Where the tasks run. */
  workingFolder: string;
  /** Program and arguments that carry out runs of the list, but for the first one's index, which comes last. */
  worker: string[];
  /** Job after whose end the array may begin, so that two together keep to the throttle. */
  after?: string;
}

/** Number of tasks of the array. */
export const taskCount = ({
  runs,
  chunk,
}: Pick<BatchScript, "runs" | "chunk">): number => Math.ceil(runs / chunk);

/**
 * The batch script of a job array, as `sbatch` takes it. Task k carries out the runs from k · chunk on.
 *
 * @example
 * const options = completeSlurmOptions({ partition: "gpu", time: "02:00:00", memory: "8G" });
 * batchScript({ name: "lab-1", runs: 40, chunk: 4, log: "%a.log", workingFolder: "/lab", worker: ["node", "worker.js"] }, options);
 */
export function batchScript(
  script: BatchScript,
  options: CompleteSlurmOptions,
): string {
  const { name, runs, chunk, log, workingFolder, worker, after } = script;
  const { partition, time, memory, throttle, account, extra } = options;
  const directives = [
    `--job-name=${name}`,
    `--array=0-${taskCount(script) - 1}%${throttle}`,
    `--partition=${partition}`,
    `--time=${time}`,
    `--mem=${memory}`,
    `--output=${quoted(log)}`,
    ...(account === null ? [] : [`--account=${account}`]),
    ...(after === undefined ? [] : [`--dependency=afterany:${after}`]),
    ...extra,
  ];
  const variables = Object.entries(threadVariables())
    .map(([variable, value]) => `${variable}=${value}`)
    .join(" ");
  return `#!/bin/bash
${directives.map((directive) => `#SBATCH ${directive}`).join("\n")}

# Written by lib/runs/engines/slurm-script.ts: carries out ${runs} runs, ${chunk} a task.
set -u
cd ${quoted(workingFolder)} || exit 1
export ${variables}

${worker.map(quoted).join(" ")} $(( SLURM_ARRAY_TASK_ID * ${chunk} )) --count ${chunk}
`;
}

/** For bash, and for the #SBATCH lines, which know no other quotes than these. */
function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
