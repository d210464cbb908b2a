import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inProcess } from "../../../lib/runs/engines/in-process";
import { runFiles, openStore, type Store } from "../../../lib/runs/store/store";
import { sweep, type Sweep } from "../../../lib/runs/sweep-runs";
import { slurm, slurmScript } from "../../../lib/runs/engines/slurm";
import {
  cancelJobs,
  queuedTasks,
} from "../../../lib/runs/engines/slurm-commands";
import type { SlurmOptions } from "../../../lib/runs/engines/slurm-options";
import {
  slurmIsInstalled,
  startSlurmCluster,
  type SlurmCluster,
} from "./slurm-cluster";

const options: SlurmOptions = {
  partition: "test",
  time: "1",
  memory: "100M",
  throttle: 2,
  pollSeconds: 0.2,
};

/** Simulated runs that end as told. */
const simulated = (fate: string, seeds: number[], milliseconds = 1) => ({
  name: fate,
  run: { kind: "simulated", fate, milliseconds },
  seeds,
});

/** All that a run came to, but for times. */
const outcomes = ({ records }: Sweep) =>
  [...records]
    .map(([id, { rows, values, labels, experiment }]) => ({
      id,
      experiment,
      labels,
      values,
      rows: rows.map((row) => ({ ...row, seconds: 0 })),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

describe("the Slurm engine, on a real Slurm", function () {
  this.timeout(120_000);
  let cluster: SlurmCluster;
  let store: Store;
  let remarks: string[];
  const tell = (remark: string) => void remarks.push(remark);
  const onSlurm = (what: Parameters<typeof sweep>[0], more = {}) =>
    sweep(what, {
      store,
      engine: slurm({ ...options, tell, ...more }),
      progress: false,
    });

  before(async function () {
    if (!slurmIsInstalled()) {
      console.log(
        "    Skipped: no Slurm here. On Debian: apt-get install --no-install-recommends slurm-wlm munge",
      );
      this.skip();
    }
    // Arrays of at most three tasks, so that a sweep needs several.
    cluster = await startSlurmCluster({ MAX_ARRAY_SIZE: "3" });
  });
  after(() => cluster?.stop());
  beforeEach(() => {
    store = newStore();
    remarks = [];
  });
  afterEach(async () => {
    await cancelJobs([...new Set((await queuedTasks()).map((q) => q.jobId))]);
    rmSync(store.folder, { recursive: true, force: true });
  });

  it("gives the rows that one process gives, in as many arrays as it takes", async () => {
    const there = await onSlurm("smoke", { chunk: 10 });
    const reference = newStore();
    const here = await sweep("smoke", {
      store: reference,
      engine: inProcess(),
      progress: false,
    });
    rmSync(reference.folder, { recursive: true });
    assert.equal(there.records.size, 40);
    assert.deepEqual(outcomes(there), outcomes(here));
    // Four tasks of ten runs, three of them in the first array.
    assert.match(remarks.join("\n"), /^Handed in 40 runs as jobs \d+, \d+\.$/);
    assert.deepEqual(readdirSync(join(store.folder, "slurm")), []);
  });

  it("hands in again what fails or is killed, that alone, and so often", async () => {
    const { failures, records } = await onSlurm(
      [
        simulated("succeed", [1, 2]),
        simulated("fail", [3]),
        simulated("kill", [4]),
      ],
      { chunk: 4, attempts: 2 },
    );
    assert.equal(records.size, 2);
    assert.deepEqual(
      remarks.map((remark) => remark.replace(/jobs? .*\./, "jobs.")),
      [
        "Handed in 4 runs as jobs.",
        "2 of 4 runs have no result yet: handing them in again.",
        "Handed in 2 runs as jobs.",
      ],
    );
    const [failed, killed] = ["fail", "kill"].map((name) =>
      failures.find(({ experiment }) => experiment === name),
    );
    assert.equal(failed?.message, "It was told to fail (seed 3).");
    assert.equal(failed?.attempts, 2);
    assert.match(
      killed!.message,
      /^Its task ended without a result; its log .*Killed/,
    );
  });

  it("hands in again what was cancelled", async () => {
    let cancelled = false;
    const engine = slurm({ ...options, tell });
    const { records } = await sweep(simulated("succeed", [1, 2], 2000), {
      store,
      progress: false,
      engine: {
        ...engine,
        execute: (runs, where, hooks) =>
          engine.execute(runs, where, {
            ...hooks,
            onStarted(run) {
              hooks.onStarted(run);
              if (cancelled) return;
              cancelled = true;
              void queuedTasks().then(([{ jobId }]) => cancelJobs([jobId]));
            },
          }),
      },
    });
    assert.equal(records.size, 2);
    assert.match(remarks[1], /^[12] of 2 runs have no result yet/);
  });

  it("picks up what a killed sweep handed in, and hands in nothing twice", async () => {
    const experiment = simulated("succeed", [1, 2], 1500);
    const driver = spawn(
      process.execPath,
      ["--require", "tsx/cjs", "--eval", driverOf(store, experiment)],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await once(driver.stdout, "data"); // its first remark: handed in
    driver.kill("SIGKILL");
    await once(driver, "close");
    const jobs = new Set((await queuedTasks()).map(({ jobId }) => jobId));
    assert.equal(jobs.size, 1);

    const { records } = await onSlurm(experiment);
    assert.equal(records.size, 2);
    assert.deepEqual(remarks, [
      `2 of 2 runs are in the queue already, as job ${[...jobs][0]}: waiting for them.`,
    ]);
  });

  for (const onInterrupt of ["leave", "cancel"] as const)
    it(`can ${onInterrupt} its jobs when it is interrupted`, async () => {
      const interruption = new AbortController();
      const sweeping = sweep(simulated("hang", [1, 2, 3]), {
        store,
        signal: interruption.signal,
        progress: false,
        engine: slurm({
          ...options,
          onInterrupt,
          tell(remark) {
            tell(remark);
            if (remark.startsWith("Handed in")) interruption.abort();
          },
        }),
      });
      await assert.rejects(sweeping, { name: "AbortError" });
      const waiting = (await queuedTasks()).filter(
        ({ state }) => state === "PENDING" || state === "RUNNING",
      );
      if (onInterrupt === "leave") {
        assert.ok(waiting.length > 0);
        assert.match(
          remarks[1],
          /^Slurm goes on with job (\d+)\..*`scancel \1`/,
        );
      } else {
        assert.deepEqual(waiting, []);
        assert.match(remarks[1], /^Cancelled job \d+\.$/);
      }
    });

  it("refuses a partition that is not there, and a time above its limit", async () => {
    await assert.rejects(
      onSlurm("smoke", { partition: "tets" }),
      /no partition "tets". Did you mean "test"\?/,
    );
    await assert.rejects(
      onSlurm("smoke", { time: "2-0" }),
      /time is "2-0".*test may take 01:00:00 at most/,
    );
    await assert.rejects(
      onSlurm("smoke", { extra: ["--no-such-option"] }),
      /sbatch failed:.*no-such-option/,
    );
    assert.deepEqual(await queuedTasks(), []);
    assert.equal(existsSync(join(store.folder, "slurm")), true);
    assert.deepEqual(readdirSync(join(store.folder, "slurm")), []);
  });
});

describe("the Slurm engine without Slurm", () => {
  it("says where to start it", async () => {
    const store = newStore();
    const { PATH } = process.env;
    process.env.PATH = "/nowhere";
    try {
      await assert.rejects(
        sweep("smoke", { store, engine: slurm(options), progress: false }),
        /There is no scontrol here\. Start the sweep where Slurm's commands are/,
      );
    } finally {
      process.env.PATH = PATH;
      rmSync(store.folder, { recursive: true });
    }
  });

  it("shows its script without handing it in", () => {
    const store = newStore();
    const id = "00".repeat(16);
    const spec = { kind: "simulated", seed: 1 };
    const script = slurmScript(
      [{ id, spec, experiment: "one" }],
      store,
      options,
    );
    assert.match(script, /^#SBATCH --array=0-0%2$/m);
    assert.match(script, /^#SBATCH --partition=test$/m);
    assert.ok(script.includes(store.folder));
    assert.equal(existsSync(runFiles(store, id).result), false);
    assert.equal(existsSync(join(store.folder, "slurm")), false);
    rmSync(store.folder, { recursive: true });
  });
});

function newStore(): Store {
  return openStore(mkdtempSync(join(tmpdir(), "slurm test-")), {
    committed: null,
  });
}

/** A program that sweeps in another process, and prints the engine's remarks. */
function driverOf({ folder }: Store, experiment: object): string {
  const module = (name: string) =>
    JSON.stringify(join(__dirname, "../../../lib", name));
  return `
    require(${module("experiments/kinds")});
    const { sweep } = require(${module("runs/sweep-runs")});
    const { openStore } = require(${module("runs/store/store")});
    const { slurm } = require(${module("runs/engines/slurm")});
    sweep(${JSON.stringify(experiment)}, {
      store: openStore(${JSON.stringify(folder)}, { committed: null }),
      engine: slurm({ ...${JSON.stringify(options)}, tell: console.log }),
      progress: false,
    });`;
}
