import assert from "node:assert/strict";
import type { Experiment } from "../../../lib/runs/experiment";
import { resultsTable } from "../../../lib/runs/store/results-table";
import { areDone } from "../../../lib/studies/shared/are-done";
import { askedInStages } from "../../../lib/studies/shared/asked-in-stages";

const experiment = (name: string, seeds = [1, 2]): Experiment => ({
  name,
  run: { kind: "smoke" },
  seeds,
});
const done = (...names: [name: string, seed: number][]) =>
  resultsTable(
    names.map(([name, seed]) => ({
      experiment: name,
      seed,
      run: `${name} ${seed}`,
      rows: [{ epoch: 1, split: "test", correct: 1, total: 2, seconds: 1 }],
      seconds: 1,
      provenance: {},
    })) as never,
  );

describe("askedInStages", () => {
  const stages = [[experiment("a")], [experiment("b")], [experiment("c")]];

  it("asks a stage once each seed of those before it has a result", () => {
    const names = (results: ReturnType<typeof done>) =>
      askedInStages(stages, results).map(({ name }) => name);
    assert.deepEqual(names(done()), ["a"]);
    assert.deepEqual(names(done(["a", 1])), ["a"]);
    assert.deepEqual(names(done(["a", 1], ["a", 2])), ["a", "b"]);
    assert.deepEqual(names(done(["b", 1], ["b", 2])), ["a"]);
  });

  it("asks what stages share as the first of them does", () => {
    const shared = [[experiment("a", [1])], [experiment("a", [1, 2])]];
    assert.deepEqual(askedInStages(shared, done(["a", 1])), [
      experiment("a", [1]),
    ]);
  });

  it("makes no stage that is not asked", () => {
    function* made() {
      yield [experiment("a")];
      throw new Error("made too soon");
    }
    assert.equal(askedInStages(made(), done()).length, 1);
  });
});

describe("areDone", () => {
  it("is true of no experiments, and false with a seed missing", () => {
    assert.ok(areDone([], done()));
    assert.ok(!areDone([experiment("a")], done(["a", 2])));
  });
});
