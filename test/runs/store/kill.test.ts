import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inProcess, openStore, runsOf, sweep } from "../../../lib/runs";
import { randomStream } from "../../../lib/numerics";
import { outcomesOf, simulated } from "../runs";
import { withFolder } from "../temporary-store";

const RUNS = 40;
const WORKERS = 4;
const KILLS = 10;

const experiment = simulated(
  Array.from({ length: RUNS }, (_, seed) => seed),
  { milliseconds: 120, evaluations: 4, examples: 500 },
);

/** A driver in a process of its own, which says what it has begun. */
function startDriver(folder: string): ChildProcess {
  const library = JSON.stringify(join(__dirname, "../../../lib"));
  const program = `
    require(${library} + "/experiments/kinds");
    const { sweep } = require(${library} + "/runs/sweep-runs");
    const { openStore } = require(${library} + "/runs/store/store");
    const { workerPool } = require(${library} + "/runs/engines/worker-pool");
    let told = -1;
    sweep(${JSON.stringify(experiment)}, {
      store: openStore(${JSON.stringify(folder)}, { committed: null }),
      engine: workerPool({ workers: ${WORKERS} }),
      retry: true,
      progress({ done }) { if (done !== told) console.log((told = done)); },
    }).then(({ failures }) => { process.exitCode = failures.length; });
  `;
  return spawn(
    process.execPath,
    ["--require", require.resolve("tsx/cjs"), "-e", program],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
}

/** Processes that were told of a folder: drivers and workers of its store. */
const processesAt = (folder: string): string[] =>
  spawnSync("pgrep", ["-f", folder], { encoding: "utf8" })
    .stdout.split("\n")
    .filter(Boolean);

/** Processes that a process has started. */
const childrenOf = (pid: number): number[] =>
  spawnSync("pgrep", ["-P", String(pid)], { encoding: "utf8" })
    .stdout.split("\n")
    .filter(Boolean)
    .map(Number);

describe("a sweep that is killed at any moment", function () {
  this.timeout(120_000);

  it(
    `loses, doubles and halves nothing: ${KILLS} times kill -9, ${RUNS} runs, ${WORKERS} workers`,
    withFolder(async (folder) => {
      const random = randomStream(1, "moments to kill at");
      const store = openStore(folder, { committed: null });
      const files = () =>
        readdirSync(folder, { recursive: true, encoding: "utf8" });
      const results = () =>
        files().filter((file) => /[0-9a-f]{32}\.json$/.test(file));
      const finished = () => {
        for (const file of results()) {
          const text = readFileSync(join(folder, file), "utf8");
          assert.doesNotThrow(() => JSON.parse(text), `${file} is whole`);
        }
        return results().length;
      };

      let driver = startDriver(folder);
      let exit = once(driver, "exit");
      const moments: number[] = [];
      for (let kill = 0; kill < KILLS; kill++) {
        // After so many more results, at any point of a run.
        const target = Math.min(RUNS - 1, finished() + 1 + random.integer(4));
        while (results().length < target && driver.exitCode === null) {
          await sleep(5);
        }
        await sleep(random.uniform() * 60);
        moments.push(finished());
        const workers = childrenOf(driver.pid!);
        if (random.uniform() < 0.5 || workers.length === 0) {
          driver.kill("SIGKILL");
          await exit;
          driver = startDriver(folder);
          exit = once(driver, "exit");
        } else {
          process.kill(workers[random.integer(workers.length)], "SIGKILL");
        }
      }
      const [code] = (await exit) as [number | null];
      // Workers of killed drivers end by themselves, on a busy machine after them.
      while (processesAt(folder).length > 0) await sleep(20);
      assert.equal(code, 0, `killed at ${moments.join(", ")} results`);

      assert.equal(results().length, RUNS, "none lost, none doubled");
      const { records } = await sweep(experiment, {
        store,
        engine: { ...inProcess(), execute: () => assert.fail("one is lost") },
        progress: false,
      });
      assert.deepEqual(
        [...records.keys()].sort(),
        runsOf(experiment)
          .map(({ id }) => id)
          .sort(),
      );
      const undisturbed = openStore(join(folder, "undisturbed"), {
        committed: null,
      });
      const alone = await sweep(
        simulated(experiment.seeds, { ...experiment.run, milliseconds: 120 }),
        { store: undisturbed, engine: inProcess(), progress: false },
      );
      assert.deepEqual(outcomesOf(records), outcomesOf(alone.records));
      const litter = files().filter((file) => /claim|tmp|corrupt/.test(file));
      assert.deepEqual(litter, []);
    }),
  );
});
