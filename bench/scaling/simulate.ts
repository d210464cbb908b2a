// What store and job array cost with many runs that compute nothing: npx tsx bench/scaling/simulate.ts [--runs 100000]
// Needs slurm-wlm and munge. Prints the table of docs/scaling.md.
import { execFileSync } from "node:child_process";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import "../../lib/experiments/kinds";
import { inProcess } from "../../lib/runs/engines/in-process";
import { resultsTable } from "../../lib/runs/store/results-table";
import { storedRecords } from "../../lib/runs/store/results-index";
import { sweep } from "../../lib/runs/sweep-runs";
import { runsOf } from "../../lib/runs/runs-of";
import { slurm } from "../../lib/runs/engines/slurm";
import { cancelJobs, queuedTasks } from "../../lib/runs/engines/slurm-commands";
import type { SlurmOptions } from "../../lib/runs/engines/slurm-options";
import { openStore, runFiles } from "../../lib/runs/store/store";
import { startSlurmCluster } from "../../test/runs/engines/slurm-cluster";

const { values: given } = parseArgs({
  options: {
    runs: { type: "string", default: "100000" },
    phase: { type: "string" },
    store: { type: "string" },
  },
});
const count = Number(given.runs);

const experiment = {
  name: "simulated",
  run: { kind: "simulated", evaluations: 4 },
  seeds: Array.from({ length: count }, (_, k) => k),
};

const options: SlurmOptions = {
  partition: "test",
  time: "60",
  memory: "500M",
  throttle: 2,
};

/** Prints one row of the table. */
function tell(what: string, value: string): void {
  console.log(`| ${what} | ${value} |`);
}

const seconds = (value: number): string =>
  value < 1 ? `${(value * 1000).toFixed(0)} ms` : `${value.toFixed(1)} s`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

async function timed<T>(
  work: () => T | Promise<T>,
): Promise<{ took: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { took: (performance.now() - start) / 1000, result };
}

const peak = (): string => megabytes(process.resourceUsage().maxRSS * 1024);

/** Memory of the cluster's controller now. */
function controllerMemory(): number {
  const folder = dirname(process.env.SLURM_CONF ?? "");
  const pid = readFileSync(join(folder, "slurmctld.pid"), "utf8").trim();
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** Hands in all runs, held so that none begins, and calls back while they are in the queue. */
async function handIn(
  chunk: number,
  folder: string,
  inQueue: (took: number) => Promise<void>,
): Promise<void> {
  const store = openStore(folder, { committed: null });
  const runs = runsOf(experiment);
  const interruption = new AbortController();
  const start = performance.now();
  let took = 0;
  const engine = slurm({
    ...options,
    chunk,
    extra: ["--hold"],
    tell(remark) {
      if (!remark.startsWith("Handed in")) return;
      took = (performance.now() - start) / 1000;
      interruption.abort();
    },
  });
  const nothing = () => {};
  await engine.execute(runs, store, {
    signal: interruption.signal,
    onStarted: nothing,
    onProgress: nothing,
    onDone: nothing,
    onFailed: nothing,
    onSkipped: nothing,
  });
  await inQueue(took);
}

/** Each in a process of its own, so that its memory can be told. */
const phases: Record<string, (folder: string) => Promise<void> | void> = {
  async declare() {
    const { took } = await timed(() => runsOf(experiment));
    tell("declare: specifications and hashes", seconds(took));
    tell("— most memory of the process", peak());
  },

  async queue(folder) {
    for (const chunk of [1, 100]) {
      const cluster = await startSlurmCluster({
        MAX_JOB_COUNT: String(2 * count),
      });
      const before = controllerMemory();
      await handIn(chunk, folder, async (took) => {
        const { took: look, result } = await timed(queuedTasks);
        const jobs = [...new Set(result.map(({ jobId }) => jobId))];
        const tasks = result.reduce((sum, { tasks }) => sum + tasks.length, 0);
        const what = `${tasks.toLocaleString("en")} tasks of ${chunk} in ${jobs.length} ${jobs.length === 1 ? "array" : "arrays"}`;
        tell(`hand in ${what}`, seconds(took));
        tell("— one look at the queue", seconds(look));
        tell(
          "— memory that the controller takes for it",
          megabytes(controllerMemory() - before),
        );
        tell(
          "— lists and scripts in the store",
          megabytes(sizeOf(join(folder, "slurm")).bytes),
        );
        const { took: cancelled } = await timed(() => cancelJobs(jobs));
        tell("— cancel all", seconds(cancelled));
      });
      await cluster.stop();
      rmSync(join(folder, "slurm"), { recursive: true });
    }
    tell("— most memory of the handing process", peak());
  },

  async carryOut(folder) {
    const cluster = await startSlurmCluster();
    const chunk = Math.ceil(count / 100);
    const { took } = await timed(() =>
      sweep(experiment, {
        store: openStore(folder, { committed: null }),
        engine: slurm({ ...options, chunk, pollSeconds: 5 }),
        progress: false,
      }),
    );
    await cluster.stop();
    tell(
      `carry out on Slurm: 100 tasks of ${chunk.toLocaleString("en")}, two at once`,
      seconds(took),
    );
    tell("— overhead a run", `${((2000 * took) / count).toFixed(2)} ms`);
    tell("— most memory of the sweeping process", peak());
  },

  async nothingToDo(folder) {
    const store = openStore(folder, { committed: null });
    const { took, result } = await timed(() =>
      sweep(experiment, { store, engine: inProcess(), progress: false }),
    );
    if (result.records.size !== count)
      throw new Error(`${result.records.size} of ${count} runs are done.`);
    tell("ask again for the sweep when all is done", seconds(took));
  },

  async readCold(folder) {
    rmSync(join(folder, "index.bin"), { force: true });
    await read(folder, "read all results, without index");
  },

  readWarm: (folder) => read(folder, "read all results, with index"),

  async look(folder) {
    const store = openStore(folder, { committed: null });
    const ids = runsOf(experiment).map(({ id }) => id);
    const { took } = await timed(() => {
      const names = new Set<string>();
      for (const shard of new Set(ids.map((id) => id.slice(0, 2))))
        for (const name of readdirSync(join(folder, shard))) names.add(name);
      return ids.filter((id) => names.has(`${id}.json`)).length;
    });
    tell("look for new results: list the store's folders", seconds(took));
    const { bytes } = statSyncOf(runFiles(store, ids[0]).result);
    tell("size of one result (4 evaluations)", `${bytes} bytes`);
  },

  files(folder) {
    const { files, bytes, blocks } = sizeOf(folder);
    tell("files in the store", files.toLocaleString("en"));
    tell("— their length", megabytes(bytes));
    tell("— on disk (blocks of this file system)", megabytes(blocks));
    tell("— the index", megabytes(statSync(join(folder, "index.bin")).size));
  },
};

async function read(folder: string, what: string): Promise<void> {
  const store = openStore(folder, { committed: null });
  const { took, result } = await timed(() => storedRecords(store));
  tell(`${what}: ${result.size.toLocaleString("en")} runs`, seconds(took));
  const { took: tabled, result: table } = await timed(() =>
    resultsTable(result.values()),
  );
  tell(
    `— as a table of ${table.numRows().toLocaleString("en")} rows`,
    seconds(tabled),
  );
  tell("— most memory of the process", peak());
}

const statSyncOf = (path: string) => ({ bytes: statSync(path).size });

function sizeOf(folder: string): {
  files: number;
  bytes: number;
  blocks: number;
} {
  const total = { files: 0, bytes: 0, blocks: 0 };
  for (const entry of readdirSync(folder, {
    withFileTypes: true,
    recursive: true,
  })) {
    if (!entry.isFile()) continue;
    const { size, blocks } = statSync(join(entry.parentPath, entry.name));
    total.files++;
    total.bytes += size;
    total.blocks += 512 * blocks;
  }
  return total;
}

async function main(): Promise<void> {
  if (given.phase !== undefined && given.store !== undefined)
    return phases[given.phase](given.store);
  const folder = given.store ?? mkdtempSync(join(tmpdir(), "scaling-"));
  console.log(`| ${count.toLocaleString("en")} runs | |\n| --- | ---: |`);
  for (const phase of Object.keys(phases))
    execFileSync(
      process.execPath,
      [
        ...["--import", "tsx", __filename],
        ...["--runs", String(count), "--phase", phase, "--store", folder],
      ],
      { stdio: "inherit" },
    );
  rmSync(folder, { recursive: true });
}

main().catch((error: Error) => {
  console.error(error);
  process.exitCode = 1;
});
