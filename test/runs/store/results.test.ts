import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  readResults,
  resultsOf,
  runsOf,
  type Run,
  type Store,
} from "../../../lib/runs";
import { writeResult } from "../../../lib/runs/store/write-result";
import { runFiles } from "../../../lib/runs/store/store";
import { unfinishedPath } from "../../../lib/files/unfinished";
import { randomStream } from "../../../lib/numerics";
import { row, simulated, simulatedRun } from "../runs";
import { withStore } from "../temporary-store";

const one = simulatedRun(1);
const two = simulatedRun(2);

const correct = (store: Store, run: Run) =>
  readResults(store)
    .objects()
    .flatMap((each) => {
      const { run: id, correct } = each as { run: string; correct: number };
      return id === run.id ? [correct] : [];
    });

const index = (store: Store) => join(store.folder, "index.bin");

/** As if the store had not been written to for a while, so that the index is trusted. */
function settle(store: Store, ...runs: Run[]): void {
  const then = new Date(Date.now() - 60_000);
  for (const { id } of runs)
    utimesSync(dirname(runFiles(store, id).result), then, then);
}

describe("readResults", () => {
  it(
    "has one row an evaluation, with labels and values beside",
    withStore((store) => {
      const shifted = { ...row(3), split: "shifted" };
      writeResult(
        store,
        { ...one, labels: { source: "digits" } },
        { rows: [row(7), shifted], values: { penalty: 0.1 } },
        1,
      );
      writeResult(
        store,
        { ...two, labels: { strategy: "ft" } },
        { rows: [row(8)] },
        1,
      );
      const table = readResults(store).orderby("seed", "split");
      assert.deepEqual(table.columnNames(), [
        "experiment",
        "run",
        "seed",
        "epoch",
        "split",
        "correct",
        "total",
        "accuracy",
        "seconds",
        "revision",
        "machine",
        "source",
        "strategy",
        "penalty",
      ]);
      const rows = table
        .select(
          "run",
          "seed",
          "split",
          "accuracy",
          "source",
          "strategy",
          "penalty",
        )
        .objects();
      assert.deepEqual(rows, [
        {
          run: one.id,
          seed: 1,
          split: "reference",
          accuracy: 0.7,
          source: "digits",
          strategy: null,
          penalty: 0.1,
        },
        {
          run: one.id,
          seed: 1,
          split: "shifted",
          accuracy: 0.3,
          source: "digits",
          strategy: null,
          penalty: 0.1,
        },
        {
          run: two.id,
          seed: 2,
          split: "reference",
          accuracy: 0.8,
          source: null,
          strategy: "ft",
          penalty: null,
        },
      ]);
    }),
  );

  it(
    "has one row for a run without evaluations, and columns even without runs",
    withStore((store) => {
      const empty = readResults(store);
      assert.equal(empty.numRows(), 0);
      assert.ok(empty.columnNames().includes("accuracy"));
      writeResult(store, one, { rows: [], values: { auc: 0.5 } }, 1);
      const [only] = readResults(store)
        .select("split", "accuracy", "auc")
        .objects();
      assert.deepEqual(only, { split: null, accuracy: null, auc: 0.5 });
    }),
  );

  it(
    "refuses a label named as a value",
    withStore((store) => {
      writeResult(
        store,
        { ...one, labels: { auc: 1 } },
        { rows: [], values: { auc: 0.5 } },
        1,
      );
      assert.throws(
        () => readResults(store),
        /"auc" is the name of a label and of a value/,
      );
    }),
  );

  it(
    "takes from the index what has not changed",
    withStore((store) => {
      writeResult(store, one, { rows: [row(7)] }, 1);
      settle(store, one);
      readResults(store);
      // What nobody should do: a change that leaves size and folder as they are. It shows that the file is not read again.
      const { result: path } = runFiles(store, one.id);
      writeFileSync(path, readFileSync(path, "utf8").replaceAll("1", "2"));
      assert.deepEqual(correct(store, one), [7]);
      rmSync(index(store));
      assert.deepEqual(correct(store, one), []);
    }),
  );

  it(
    "sees new, rewritten and removed results",
    withStore((store) => {
      writeResult(store, one, { rows: [row(7)] }, 1);
      settle(store, one);
      assert.deepEqual(correct(store, one), [7]);
      writeResult(store, two, { rows: [row(1)] }, 1);
      writeResult(store, one, { rows: [row(8), row(9)] }, 1);
      assert.deepEqual(correct(store, one), [8, 9]);
      assert.deepEqual(correct(store, two), [1]);
      rmSync(runFiles(store, one.id).result);
      assert.deepEqual(correct(store, one), []);
      assert.deepEqual(correct(store, two), [1]);
    }),
  );

  it(
    "makes an index anew that cannot be read, or is of another version",
    withStore((store) => {
      writeResult(store, one, { rows: [row(7)] }, 1);
      settle(store, one);
      readResults(store);
      const { size } = statSync(index(store));
      for (const spoilt of [
        "",
        "no index",
        readFileSync(index(store)).subarray(0, 100),
      ]) {
        writeFileSync(index(store), spoilt);
        assert.deepEqual(correct(store, one), [7]);
        assert.equal(statSync(index(store)).size, size);
      }
    }),
  );

  it(
    "makes an index anew of which any byte has changed",
    withStore((store) => {
      writeResult(store, one, { rows: [row(7)], values: { auc: 0.5 } }, 1);
      settle(store, one);
      const good = readResults(store).objects();
      const whole = readFileSync(index(store));
      const random = randomStream(1, "bits to flip");
      for (let flip = 0; flip < 100; flip++) {
        const spoilt = Buffer.from(whole);
        spoilt[random.integer(whole.length)] ^= 1 << random.integer(8);
        writeFileSync(index(store), spoilt);
        assert.deepEqual(readResults(store).objects(), good);
        assert.deepEqual(readFileSync(index(store)), whole);
      }
    }),
  );

  it(
    "misses a run that lost its numbers for each example, though the index knows it",
    withStore((store, warnings) => {
      writeResult(store, one, { rows: [row(7)], perExample: { a: [1] } }, 1);
      writeResult(store, two, { rows: [row(8)] }, 1);
      settle(store, one, two);
      assert.deepEqual(correct(store, one), [7]);
      rmSync(runFiles(store, one.id).examples);
      assert.deepEqual(correct(store, one), []);
      assert.deepEqual(correct(store, two), [8]);
      assert.match(warnings[0], /numbers for each example, .* are missing/);
    }),
  );

  it(
    "removes what writers that are gone left unfinished, and nothing else",
    withStore((store) => {
      writeResult(store, one, { rows: [row(7)] }, 1);
      const folder = dirname(runFiles(store, one.id).result);
      const { pid } = spawnSync(process.execPath, ["--version"]);
      const own = unfinishedPath(join(folder, "x.json"));
      const dead = own.replace(`-${process.pid}-`, `-${pid}-`);
      const [old, fresh] = [8, 9].map((digit) =>
        own.replace(/\.[0-9a-f]{8}-/, `.${String(digit).repeat(8)}-`),
      );
      for (const path of [own, dead, old, fresh]) writeFileSync(path, "half");
      writeFileSync(join(store.folder, basename(dead)), "half");
      const then = new Date(Date.now() - 2 * 3_600_000);
      utimesSync(old, then, then);
      settle(store, one);
      readResults(store);
      const left = readdirSync(folder).filter((name) => /tmp$/.test(name));
      assert.deepEqual(
        left.sort(),
        [own, fresh].map((path) => basename(path)).sort(),
      );
      assert.ok(!existsSync(join(store.folder, basename(dead))));
    }),
  );

  it(
    "leaves out a corrupt file, and says so once",
    withStore((store, warnings) => {
      writeResult(store, one, { rows: [row(7)] }, 1);
      writeResult(store, two, { rows: [row(8)] }, 1);
      writeFileSync(runFiles(store, one.id).result, "{");
      assert.deepEqual(correct(store, one), []);
      assert.deepEqual(correct(store, two), [8]);
      assert.equal(warnings.length, 1);
      assert.ok(existsSync(`${runFiles(store, one.id).result}.corrupt`));
    }),
  );
});

describe("resultsOf", () => {
  it(
    "tells runs under the names that they are asked for by, twice where two ask",
    withStore((store) => {
      writeResult(store, one, { rows: [row(7)] }, 1);
      writeResult(store, two, { rows: [row(8)] }, 1);
      const a = { ...simulated([1], {}, "a"), labels: { arm: "x" } };
      const b = simulated([1, 3], {}, "b");
      const table = resultsOf([a, b].flatMap(runsOf), store);
      assert.deepEqual(table.select("experiment", "arm", "correct").objects(), [
        { experiment: "a", arm: "x", correct: 7 },
        { experiment: "b", arm: null, correct: 7 },
      ]);
    }),
  );
});
