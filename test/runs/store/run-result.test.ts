import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { readExamples, type RunOutcome } from "../../../lib/runs";
import { hasResult, readResult } from "../../../lib/runs/store/read-result";
import { removeUnfinished } from "../../../lib/runs/store/remove-unfinished";
import { readFailure, writeFailure } from "../../../lib/runs/store/run-failure";
import { writeResult } from "../../../lib/runs/store/write-result";
import { runFiles } from "../../../lib/runs/store/store";
import { row, simulatedRun } from "../runs";
import { withStore } from "../temporary-store";

const run = simulatedRun();

describe("a run's file", () => {
  it(
    "gives back what was written, and with what",
    withStore((store) => {
      const outcome: RunOutcome = {
        rows: [row(7)],
        values: { penalty: 1e-3 },
        perExample: { predicted: [1, 0, 2], score: [0.25, -1e-9, 1 / 3] },
      };
      assert.ok(!hasResult(store, run.id));
      writeResult(store, { ...run, labels: { source: "none" } }, outcome, 2);
      assert.ok(hasResult(store, run.id));
      const result = readResult(store, run.id)!;
      assert.deepEqual(result.rows, outcome.rows);
      assert.deepEqual(result.values, outcome.values);
      assert.deepEqual(result.spec, run.spec);
      assert.deepEqual(result.labels, { source: "none" });
      assert.deepEqual(result.perExample, ["predicted", "score"]);
      assert.equal(result.seconds, 2);
      assert.equal(result.provenance.versions.node, process.versions.node);
      assert.match(result.provenance.machine, /cores$/);
      assert.deepEqual(readExamples(store, run.id), outcome.perExample);
    }),
  );

  it(
    "is rid of what a killed writer left of it, and of nothing else",
    withStore((store) => {
      const { result, examples, claim } = runFiles(store, run.id);
      mkdirSync(dirname(result), { recursive: true });
      const other = `${dirname(result)}/another.json.7-a.tmp`;
      for (const path of [`${examples}.1-x.tmp`, `${result}.2-y.tmp`])
        writeFileSync(path, "half");
      for (const path of [claim, other]) writeFileSync(path, "kept");
      removeUnfinished(store, run.id);
      assert.deepEqual(
        readdirSync(dirname(result)).sort(),
        [basename(claim), basename(other)].sort(),
      );
    }),
  );

  it(
    "is one result where two have written it",
    withStore((store) => {
      writeResult(store, run, { rows: [row(7)] }, 1);
      writeResult(store, run, { rows: [row(7)] }, 2);
      assert.deepEqual(readResult(store, run.id)?.rows, [row(7)]);
      const files = readdirSync(dirname(runFiles(store, run.id).result));
      assert.deepEqual(files, [`${run.id}.json`]);
    }),
  );

  const spoilt: [string, (text: string) => string, RegExp][] = [
    ["empty", () => "", /it is empty/],
    ["cut off", (text) => text.slice(0, text.length / 2), /cut off or no JSON/],
    [
      "of an older format",
      (text) => text.replace('"format":1', '"format":0'),
      /of format 0, this code reads 1/,
    ],
    ["without rows", (text) => text.replace('"rows"', '"rosw"'), /field rows/],
    [
      "of impossible counts",
      (text) => text.replace('"correct":7', '"correct":11'),
      /rows\.0.*more are correct than there are/,
    ],
    [
      "another run's",
      (text) => text.replace(run.id, "f".repeat(32)),
      /the result of run ffff/,
    ],
    ["not an object", () => "null", /expected object/],
    [
      "edited",
      (text) => text.replace('"correct":7', '"correct":8'),
      /not as it was written, its checksum says/,
    ],
  ];
  for (const [name, spoil, message] of spoilt) {
    it(
      `is set aside and named where it is ${name}`,
      withStore((store, warnings) => {
        writeResult(store, run, { rows: [row(7)] }, 1);
        const { result: path } = runFiles(store, run.id);
        writeFileSync(path, spoil(readFileSync(path, "utf8")));
        assert.equal(readResult(store, run.id), undefined);
        assert.ok(!hasResult(store, run.id), "the run counts as missing");
        assert.ok(existsSync(`${path}.corrupt`));
        assert.equal(warnings.length, 1);
        assert.ok(warnings[0].startsWith(path));
        assert.match(warnings[0], message);
        assert.match(warnings[0], /Set aside as .*\.corrupt/);
      }),
    );
  }

  it(
    "is set aside where it is a folder",
    withStore((store, warnings) => {
      const { result } = runFiles(store, run.id);
      mkdirSync(result, { recursive: true });
      assert.ok(!hasResult(store, run.id));
      assert.match(warnings[0], /A folder stands where a file should be/);
      writeResult(store, run, { rows: [row(7)] }, 1);
      assert.ok(hasResult(store, run.id));
    }),
  );

  it(
    "is missing where its numbers for each example cannot be unpacked",
    withStore((store, warnings) => {
      writeResult(store, run, { rows: [], perExample: { a: [1] } }, 1);
      writeFileSync(runFiles(store, run.id).examples, "not gzip");
      assert.equal(readExamples(store, run.id), undefined);
      assert.match(warnings[0], /cannot be unpacked.*Set aside/);
    }),
  );

  const impossible: [string, object, RegExp][] = [
    [
      "NaN",
      { rows: [], values: { loss: NaN } },
      /Outcome of run .* \(simulated\), field values\.loss/,
    ],
    ["more correct than there are", { rows: [row(11)] }, /more are correct/],
    ["half an example", { rows: [row(0.5)] }, /rows\.0\.correct: found 0\.5/],
    [
      "a value named as a column",
      { rows: [], values: { split: 1 } },
      /columns of every result/,
    ],
    [
      "scores that are not finite",
      { rows: [], perExample: { s: [Infinity] } },
      /perExample\.s\.0/,
    ],
  ];
  for (const [name, outcome, message] of impossible) {
    it(
      `is not written for an outcome with ${name}`,
      withStore((store) => {
        assert.throws(
          () => writeResult(store, run, outcome as RunOutcome, 1),
          message,
        );
        assert.ok(!existsSync(dirname(runFiles(store, run.id).result)));
      }),
    );
  }
});

describe("a run's failure", () => {
  it(
    "counts attempts, and is forgotten once the run is done",
    withStore((store) => {
      assert.equal(readFailure(store, run.id), undefined);
      writeFailure(store, run, "no");
      writeFailure(store, run, "no again");
      const { attempts, message, experiment } = readFailure(store, run.id)!;
      assert.deepEqual(
        [attempts, message, experiment],
        [2, "no again", "simulated"],
      );
      writeResult(store, run, { rows: [] }, 1);
      assert.equal(readFailure(store, run.id), undefined);
    }),
  );

  it(
    "is none where its note is cut off",
    withStore((store) => {
      const { failure: path } = runFiles(store, run.id);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, '{"message"');
      assert.equal(readFailure(store, run.id), undefined);
    }),
  );
});
