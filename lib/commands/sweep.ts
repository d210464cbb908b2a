import "../experiments/kinds";
import "../studies/all";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { nearestName } from "../files";
import type { Engine } from "../runs/engines/engine";
import type { Run } from "../runs/run";
import type { Profile } from "../runs/experiment";
import { exportStudy } from "../runs/export-study";
import { pruneArtefacts } from "../runs/prune-artefacts";
import { inProcess } from "../runs/engines/in-process";
import { allRecords } from "../runs/store/results";
import { RunsFailedError } from "../runs/run-experiment";
import { slurm, slurmScript } from "../runs/engines/slurm";
import type { SlurmOptions } from "../runs/engines/slurm-options";
import { openStore, type Store } from "../runs/store/store";
import { studies, studyNamed, type Study } from "../runs/study";
import { planner, uniqueRuns } from "../runs/plan-runs";
import { sweep } from "../runs/sweep-runs";
import { experimentStatuses } from "../runs/sweep-status";
import { workerPool } from "../runs/engines/worker-pool";
import { statusTable } from "./status-table";

const engines = ["workers", "in-process", "slurm"] as const;
const profiles = ["small", "full"] as const;

/** What the command line asks for. */
interface Asked {
  profile: Profile;
  engine: (typeof engines)[number];
  workers?: number;
  only?: string;
  store?: string;
  status?: boolean;
  retry?: boolean;
  fresh?: boolean;
  export?: boolean;
  prune?: boolean;
  dryRun?: boolean;
  partition?: string;
  time?: string;
  memory?: string;
  throttle?: number;
  chunk?: number;
  account?: string;
  sbatch?: string[];
}

/** Exit code where runs failed or the command line is wrong, and where it was interrupted. */
const FAILED = 1;
const INTERRUPTED = 130;

/**
 * The command `npm run sweep -- NAME [options]`.
 *
 * @param args what stands behind the command's name.
 * @param signal stops the sweep.
 * @returns the exit code.
 */
export async function main(
  args: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<number> {
  let code = 0;
  const command = sweepCommand(async (name, asked) => {
    code = await carryOut(studyNamed(name), asked, signal);
  });
  try {
    await command.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (signal.aborted) {
      console.error(
        "Interrupted. What is done is in the store; the same command goes on from there.",
      );
      return INTERRUPTED;
    }
    console.error((error as Error).message);
    return FAILED;
  }
}

function sweepCommand(
  action: (name: string, asked: Asked) => Promise<void>,
): Command {
  const list = studies().map(
    ({ name, description }) => `  ${name}: ${description}`,
  );
  return new Command("npm run sweep --")
    .description("Carries out what is missing of a study.")
    .addHelpText("after", ["", "Studies:", ...list].join("\n"))
    .exitOverride()
    .argument("<study>", "its name")
    .option("--profile <profile>", "small or full", oneOf(profiles), "full")
    .option("--engine <engine>", engines.join(", "), oneOf(engines), "workers")
    .option("--workers <n>", "processes (default: one a core)", whole)
    .option(
      "--only <text>",
      "experiments whose name holds this text, or runs whose id begins with it",
    )
    .option("--store <folder>", "where results are kept (default: out/runs)")
    .option("--status", "tell from the store how far it is, and do nothing")
    .option("--retry", "carry out again what failed")
    .option(
      "--fresh",
      "compute what is committed in data/results, too; with a --store of its own, everything",
    )
    .option(
      "--export",
      "write the results to data/results, to be committed; with --status those that there are",
    )
    .option(
      "--prune",
      "delete weights that no run still to be done needs (made again on demand), and do nothing else",
    )
    .option("--dry-run", "tell what would be done, and do nothing")
    .option("--partition <name>", "Slurm: partition")
    .option("--time <limit>", "Slurm: limit of a task, such as 02:00:00")
    .option("--memory <size>", "Slurm: memory of a task, such as 4G")
    .option("--throttle <n>", "Slurm: most tasks at once", whole)
    .option("--chunk <n>", "Slurm: runs a task", whole)
    .option("--account <name>", "Slurm: what to charge")
    .option("--sbatch <options...>", "Slurm: further options of sbatch")
    .action(action);
}

function oneOf(known: readonly string[]) {
  return (text: string) => {
    if (known.includes(text)) return text;
    throw new InvalidArgumentError(nearestName(text, known));
  };
}

function whole(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number from 1.");
}

async function carryOut(
  study: Study,
  asked: Asked,
  signal: AbortSignal,
): Promise<number> {
  refuseUnread(asked);
  const { profile, only, retry } = asked;
  const store = openStore(asked.store, asked.fresh ? { committed: null } : {});
  const chosen = onlyRuns(only);
  const plan = planner(study, profile);
  const before = allRecords(store);
  const planned = plan(before).filter(chosen);
  if (planned.length === 0) {
    throw new Error(
      `No run of study "${study.name}" is of "${only}". ${nearestName(only ?? "", [...new Set(plan(before).map(({ experiment }) => experiment))])}`,
    );
  }
  if (asked.prune) {
    const { files, runs } = pruneArtefacts(
      plan(before),
      (id) => before.has(id),
      store,
    );
    console.log(
      `Deleted: ${files} files that ${runs} runs had handed on. Results are as they were.`,
    );
    return 0;
  }
  if (asked.status || asked.dryRun) {
    const statuses = experimentStatuses(planned, before, store);
    console.log(statusTable(statuses));
    if (asked.dryRun && asked.engine === "slurm") {
      const missing = uniqueRuns(planned).filter(({ id }) => !before.has(id));
      console.log(`\n${slurmScript(missing, store, slurmOptions(asked))}`);
    }
    if (asked.export && !asked.dryRun) writeOut(study, profile, store);
    return statuses.some(({ failed }) => failed > 0) ? FAILED : 0;
  }
  const engine = engineOf(asked);
  const { runs, records, failures } = await sweep(study, {
    profile,
    store,
    engine,
    retry,
    only: chosen,
    signal,
  });
  console.log(statusTable(experimentStatuses(runs, records, store)));
  if (failures.length > 0) throw new RunsFailedError(failures, runs.length);
  if (asked.export) writeOut(study, profile, store);
  return 0;
}

/** Writes the results that there are as files to be committed. */
function writeOut(study: Study, profile: Profile, store: Store): void {
  const files = exportStudy(study, profile, store);
  console.log(`Written: ${files.join(", ")}.`);
}

function onlyRuns(text: string | undefined): (run: Run) => boolean {
  if (text === undefined) return () => true;
  return ({ id, experiment }) =>
    experiment.includes(text) || id.startsWith(text);
}

const OF_SLURM = [
  "partition",
  "time",
  "memory",
  "throttle",
  "chunk",
  "account",
  "sbatch",
] as const satisfies readonly (keyof Asked)[];

/** Refuses options of an engine that is not asked for: they would be dropped. */
function refuseUnread(asked: Asked): void {
  const refuse = (option: string, engine: string) => {
    throw new Error(
      `--${option} is an option of --engine ${engine}, but the engine is ${asked.engine}: add it, or leave the option out.`,
    );
  };
  const stray = OF_SLURM.find((name) => asked[name] !== undefined);
  if (stray && asked.engine !== "slurm") refuse(stray, "slurm");
  if (asked.workers !== undefined && asked.engine !== "workers")
    refuse("workers", "workers");
}

function engineOf(asked: Asked): Engine {
  const { engine, workers } = asked;
  if (engine === "slurm") return slurm(slurmOptions(asked));
  return engine === "workers" ? workerPool({ workers }) : inProcess();
}

/** What is missing among them, the engine says. */
function slurmOptions(asked: Asked): SlurmOptions {
  const { partition, time, memory, throttle, chunk, account, sbatch } = asked;
  const given = { throttle, chunk, account, extra: sbatch };
  return { ...given, partition: partition!, time: time!, memory: memory! };
}

if (require.main === module) {
  const interrupt = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"]) {
    process.on(name, () => interrupt.abort());
  }
  void main(process.argv.slice(2), interrupt.signal).then((code) => {
    process.exitCode = code;
  });
}
