import "../../lib/studies/all";
import assert from "node:assert/strict";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import {
  inProcess,
  runExperiment,
  RunsFailedError,
  runsOf,
  sweep,
  type Engine,
  type Store,
  type Study,
  type SweepStatus,
} from "../../lib/runs";
import { claimRun } from "../../lib/runs/store/claims";
import { readFailure } from "../../lib/runs/store/run-failure";
import { readResult } from "../../lib/runs/store/read-result";
import { writeResult } from "../../lib/runs/store/write-result";
import { runFiles } from "../../lib/runs/store/store";
import { row, simulated, simulatedRun } from "./runs";
import { withStore } from "./temporary-store";

/** Carries runs out in this process, and notes which. */
function counting(): Engine & { executed: string[] } {
  const executed: string[] = [];
  const engine = inProcess();
  return {
    ...engine,
    executed,
    execute: (runs, store, hooks) =>
      engine.execute(runs, store, {
        ...hooks,
        onStarted(run) {
          executed.push(`${run.experiment} ${run.spec.seed}`);
          hooks.onStarted(run);
        },
      }),
  };
}

const quiet = (store: Store, engine: Engine = counting()) => ({
  store,
  engine,
  progress: false,
});

describe("runExperiment", () => {
  it(
    "carries out what is missing alone",
    withStore(async (store) => {
      const engine = counting();
      const first = await runExperiment(
        simulated([1, 2]),
        quiet(store, engine),
      );
      assert.equal(first.numRows(), 4);
      const more = await runExperiment(
        simulated([1, 2, 3]),
        quiet(store, engine),
      );
      assert.equal(more.numRows(), 6);
      assert.deepEqual(engine.executed, [
        "simulated 1",
        "simulated 2",
        "simulated 3",
      ]);
      await runExperiment(
        simulated([1], { evaluations: 3 }),
        quiet(store, engine),
      );
      assert.equal(engine.executed.length, 4, "one changed parameter");
    }),
  );

  it(
    "carries out once what two experiments ask for",
    withStore(async (store) => {
      const engine = counting();
      const table = await runExperiment(
        [simulated([1], {}, "a"), simulated([1], {}, "b")],
        quiet(store, engine),
      );
      assert.deepEqual(engine.executed, ["b 1"]);
      assert.deepEqual(table.array("experiment"), ["a", "a", "b", "b"]);
    }),
  );

  it(
    "gives equal rows for equal seeds, others for others",
    withStore(async (store) => {
      const rows = async (seed: number) => {
        const table = await runExperiment(simulated([seed]), quiet(store));
        return table.array("correct");
      };
      const before = await rows(1);
      rmSync(runFiles(store, simulatedRun(1).id).result);
      assert.deepEqual(await rows(1), before);
      assert.notDeepEqual(await rows(2), before);
    }),
  );

  it(
    "throws naming what failed, keeps the rest, and tries again when told to",
    withStore(async (store) => {
      const engine = counting();
      const experiments = [
        simulated([1]),
        simulated([7], { fate: "fail" }, "bad"),
      ];
      const attempt = (retry: boolean) =>
        assert.rejects(
          runExperiment(experiments, { ...quiet(store, engine), retry }),
          (error: Error) => {
            assert.ok(error instanceof RunsFailedError);
            assert.match(
              error.message,
              /1 of 2 runs failed; the others are in the store\. .*retry/,
            );
            assert.match(
              error.message,
              /- bad \(run [0-9a-f]{32}, tried (once|2 times)\): It was told to fail \(seed 7\)\./,
            );
            return true;
          },
        );
      await attempt(false);
      await attempt(false);
      assert.equal(
        engine.executed.length,
        2,
        "failed runs are not tried again by themselves",
      );
      await attempt(true);
      assert.deepEqual(engine.executed, ["simulated 1", "bad 7", "bad 7"]);
      const [{ id }] = runsOf(experiments[1]);
      assert.equal(readFailure(store, id)?.attempts, 2);
      assert.ok(readResult(store, simulatedRun(1).id));
    }),
  );

  it(
    "computes again what is corrupt",
    withStore(async (store, warnings) => {
      await runExperiment(simulated([1, 2]), quiet(store));
      writeFileSync(runFiles(store, simulatedRun(2).id).result, "");
      const engine = counting();
      const table = await runExperiment(
        simulated([1, 2]),
        quiet(store, engine),
      );
      assert.equal(table.numRows(), 4);
      assert.deepEqual(engine.executed, ["simulated 2"]);
      assert.match(warnings[0], /it is empty\. Set aside/);
    }),
  );

  it(
    "stops when told to, within a run that hangs, and goes on from there",
    withStore(async (store) => {
      const stop = new AbortController();
      const hang = simulated([9], { fate: "hang" }, "hang");
      const engine: Engine = inProcess();
      const stopping: Engine = {
        ...engine,
        execute: (runs, to, hooks) =>
          engine.execute(runs, to, {
            ...hooks,
            onStarted: ({ experiment }) =>
              experiment === "hang" && setImmediate(() => stop.abort()),
          }),
      };
      await assert.rejects(
        runExperiment([simulated([1]), hang, simulated([10], {}, "later")], {
          ...quiet(store, stopping),
          signal: stop.signal,
        }),
        { name: "AbortError" },
      );
      const [{ id }] = runsOf(hang);
      assert.ok(!existsSync(runFiles(store, id).claim));
      assert.equal(readFailure(store, id), undefined, "stopping is no failure");
      const resumed = counting();
      await runExperiment(
        [simulated([1]), simulated([10], {}, "later")],
        quiet(store, resumed),
      );
      assert.deepEqual(resumed.executed, ["later 10"]);
    }),
  );

  it(
    "waits for a run that another process has claimed, and takes its result",
    withStore(async (store) => {
      const run = simulatedRun(5);
      const giveBack = claimRun(store, run.id)!;
      const engine = counting();
      const waiting: Engine = {
        ...engine,
        async execute(runs, to, hooks) {
          await engine.execute(runs, to, hooks);
          writeResult(store, run, { rows: [row(3)] }, 1);
          giveBack();
        },
      };
      const table = await runExperiment(simulated([5]), quiet(store, waiting));
      assert.deepEqual(table.array("correct"), [3]);
    }),
  );

  it(
    "ends where what was done cannot be read, and does not do it for ever",
    withStore(async (store) => {
      const forgetful: Engine = {
        ...inProcess(),
        execute: async (runs, _, { onDone }) => runs.forEach(onDone),
      };
      await assert.rejects(
        runExperiment(simulated([1]), quiet(store, forgetful)),
        /was done, but .*\.json cannot be read now/,
      );
    }),
  );

  const refusals: [string, Parameters<typeof runExperiment>[0], RegExp][] = [
    [
      "an unknown study",
      "smok",
      /There is no study "smok"\. Did you mean "smoke"/,
    ],
    [
      "two experiments of one name",
      [simulated([1]), simulated([2])],
      /Two experiments are called "simulated"/,
    ],
    [
      "what is no experiment",
      [{ name: "x" } as never],
      /Experiment "x", field run/,
    ],
  ];
  for (const [name, what, message] of refusals) {
    it(
      `refuses ${name}`,
      withStore(async (store) => {
        await assert.rejects(runExperiment(what, quiet(store)), message);
      }),
    );
  }
});

describe("a study of stages", () => {
  /** First all seeds at two learning rates' stand-ins; then the better one again, for longer. */
  const staged: Study = {
    name: "staged",
    description: "",
    declare(_profile, results) {
      const first = [2, 3].map((evaluations) =>
        simulated([1, 2], { evaluations }, `try ${evaluations}`),
      );
      if (results.numRows() === 0) return first;
      const tried = results.filter(`d => d.experiment !== "best"`);
      const best = Math.max(...(tried.array("epoch") as number[]));
      return [...first, simulated([1], { evaluations: 10 + best }, "best")];
    },
  };

  it(
    "declares later stages from what earlier ones found",
    withStore(async (store) => {
      const engine = counting();
      const { runs } = await sweep(staged, quiet(store, engine));
      assert.deepEqual(
        runs.map(({ experiment }) => experiment),
        ["try 2", "try 2", "try 3", "try 3", "best"],
      );
      assert.equal(runs[4].spec.evaluations, 11);
      assert.deepEqual(engine.executed.at(-1), "best 1");
      const again = counting();
      assert.equal((await sweep(staged, quiet(store, again))).runs.length, 5);
      assert.deepEqual(again.executed, []);
    }),
  );

  it(
    "does not go on to a later stage from failed runs",
    withStore(async (store) => {
      const failing: Study = {
        ...staged,
        declare: (profile, results) =>
          results.numRows() > 0
            ? assert.fail("a later stage")
            : [
                ...staged.declare(profile, results),
                simulated([1], { fate: "fail" }, "bad"),
              ],
      };
      const { failures, runs } = await sweep(failing, quiet(store));
      assert.deepEqual(
        failures.map(({ experiment }) => experiment),
        ["bad"],
      );
      assert.equal(runs.length, 5);
    }),
  );

  it(
    "must come to an end",
    withStore(async (store) => {
      const endless: Study = {
        ...staged,
        declare: (_profile, results) => [
          simulated(
            Array.from({ length: results.numRows() / 2 + 1 }, (_, k) => k),
          ),
        ],
      };
      const engine = counting();
      await assert.rejects(
        sweep(endless, quiet(store, engine)),
        /Study "staged" declared more experiments 20 times/,
      );
    }),
  );
});

describe("a sweep's progress", () => {
  it(
    "counts what is done, and what was before",
    withStore(async (store) => {
      await sweep(simulated([1, 2]), quiet(store));
      const told: SweepStatus[] = [];
      const experiments = [
        simulated([1, 2, 3]),
        simulated([4], { fate: "fail" }, "bad"),
      ];
      await sweep(experiments, {
        ...quiet(store),
        progress: (status) => void told.push(status),
      });
      assert.deepEqual(told[0], {
        total: 4,
        done: 2,
        failed: 0,
        running: 0,
        secondsLeft: null,
      });
      const last = told.at(-1)!;
      assert.deepEqual(
        [last.done, last.failed, last.running, last.secondsLeft],
        [3, 1, 0, 0],
      );
      assert.ok(
        told.some(
          ({ running, secondsLeft }) => running === 1 && secondsLeft! > 0,
        ),
      );
    }),
  );
});
