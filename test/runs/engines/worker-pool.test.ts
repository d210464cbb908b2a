import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  inProcess,
  openStore,
  runsOf,
  sweep,
  workerPool,
} from "../../../lib/runs";
import { readFailure } from "../../../lib/runs/store/run-failure";
import { runFiles } from "../../../lib/runs/store/store";
import { workerCommand } from "../../../lib/runs/engines/worker-command";
import { outcomesOf, simulated } from "../runs";
import { withStore } from "../temporary-store";

const files = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" });

/** Sets variables that workers inherit. */
async function withVariables(
  variables: { [name: string]: string },
  work: () => Promise<void>,
): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    await work();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

describe("workerPool", () => {
  it(
    "gives the rows that this process gives",
    withStore(async (store) => {
      const experiment = simulated([1, 2, 3, 4, 5, 6], { examples: 3 });
      const alone = openStore(join(store.folder, "alone"), { committed: null });
      const one = await sweep(experiment, {
        store: alone,
        engine: inProcess(),
        progress: false,
      });
      const two = await sweep(experiment, {
        store,
        engine: workerPool({ workers: 2 }),
        progress: false,
      });
      assert.equal(two.records.size, 6);
      assert.deepEqual(outcomesOf(two.records), outcomesOf(one.records));
      assert.ok(!files(store.folder).some((file) => /claim|tmp/.test(file)));
    }),
  );

  it(
    "survives a worker that is killed: its run alone fails, after a second try",
    withStore(async (store) => {
      const killed = simulated([1], { fate: "kill" }, "killed");
      const started: string[] = [];
      const engine = workerPool({ workers: 2 });
      const { records, failures } = await sweep(
        [killed, simulated([1, 2, 3])],
        {
          store,
          progress: false,
          engine: {
            ...engine,
            execute: (runs, to, hooks) =>
              engine.execute(runs, to, {
                ...hooks,
                onStarted: ({ experiment }) => void started.push(experiment),
              }),
          },
        },
      );
      assert.equal(records.size, 3);
      assert.equal(failures.length, 1);
      assert.match(
        failures[0].message,
        /killed by signal SIGKILL, perhaps for memory; tried 2 times/,
      );
      assert.equal(started.filter((name) => name === "killed").length, 2);
      assert.ok(!existsSync(runFiles(store, runsOf(killed)[0].id).claim));
    }),
  );

  it(
    "tells what a worker wrote that took too much memory",
    withStore((store) =>
      withVariables({ NODE_OPTIONS: "--max-old-space-size=200" }, async () => {
        const { failures } = await sweep(simulated([1], { fate: "memory" }), {
          store,
          engine: workerPool({ workers: 1 }),
          progress: false,
        });
        assert.match(
          failures[0].message,
          /killed by signal SIGABRT.*heap out of memory/s,
        );
      }),
    ),
  );

  it(
    "stops at once when told to, and leaves a clean store",
    withStore(async (store) => {
      const stop = new AbortController();
      const hang = simulated([1, 2, 3], { fate: "hang" });
      const burn = simulated(
        [1],
        { how: "burn", milliseconds: 600_000 },
        "burn",
      );
      const running = new Set<string>();
      await assert.rejects(
        sweep([hang, burn], {
          store,
          engine: workerPool({ workers: 4 }),
          signal: stop.signal,
          progress: ({ running }) =>
            running === 4 && setTimeout(() => stop.abort(), 100),
        }),
        { name: "AbortError" },
      );
      assert.equal(running.size, 0);
      assert.deepEqual(
        files(store.folder).filter((file) => /claim|tmp|failed/.test(file)),
        [],
      );
    }),
  );

  it(
    "says so where workers cannot start",
    withStore((store) =>
      withVariables({ NODE_OPTIONS: "--require ./no-such-module.cjs" }, () =>
        assert.rejects(
          sweep(simulated([1]), {
            store,
            engine: workerPool({ workers: 1 }),
            progress: false,
          }),
          /A worker process could not start: it ended by itself with code 1 .*no-such-module/s,
        ),
      ),
    ),
  );

  for (const workers of [0, 1.5, NaN]) {
    it(`refuses ${workers} workers`, () => {
      assert.throws(
        () => workerPool({ workers }),
        new RegExp(`workers is ${workers}, expected a whole number`),
      );
    });
  }
});

describe("options of workerPool", () => {
  it("are refused where they are misspelt, with the nearest", () => {
    assert.throws(
      () => workerPool({ wokers: 2 } as object),
      /workerPool has no option "wokers"\. Did you mean "workers"/,
    );
  });
});

describe("a worker with a list", () => {
  it(
    "carries out the runs from an index, and says by its exit code whether one failed",
    withStore((store) => {
      const list = join(store.folder, "list.json");
      const runs = [
        simulated([1, 2, 3]),
        simulated([1], { fate: "fail" }, "bad"),
      ].flatMap(runsOf);
      writeFileSync(list, JSON.stringify(runs));
      const [program, ...args] = workerCommand(list, store);
      const task = (...rest: string[]) =>
        spawnSync(program, [...args, ...rest], { encoding: "utf8" });
      const done = () =>
        runs.map(({ id }) => existsSync(runFiles(store, id).result));
      assert.equal(task("1", "--count", "2").status, 0);
      assert.deepEqual(done(), [false, true, true, false]);
      const failed = task("3");
      assert.equal(failed.status, 1);
      assert.match(failed.stderr, /bad\): It was told to fail/);
      assert.equal(readFailure(store, runs[3].id)?.attempts, 1);
      assert.match(
        task("4").stderr,
        /--index is "4", but .* lists 4 runs, from 0/,
      );
    }),
  );
});
