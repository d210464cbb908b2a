import assert from "node:assert/strict";
import { loadDataset } from "../../../lib/data";
import {
  sampleExamples,
  takeExamples,
  withAttribute,
  type LabelledImages,
} from "../../../lib/images";
import "../../../lib/experiments/kinds";
import { askShift } from "../../../lib/studies";

const first = (set: LabelledImages, from: number, to: number) =>
  takeExamples(
    set,
    Array.from({ length: to - from }, (_, i) => from + i),
  );

describe("askShift", function () {
  this.timeout(120_000);
  const photographs = first(loadDataset("cifar10", { split: "test" }), 0, 400);
  const reference = first(photographs, 0, 250);

  it("finds drawings new among photographs, and which", async () => {
    const drawings = sampleExamples(loadDataset("drawings"), 120, 1);
    const report = await askShift({ reference, shifted: drawings });
    assert.ok(report.auc.mean > 0.95);
    assert.ok(report.share.lower > 0.5);
    assert.equal(report.recommendation.kind, "out of support");
    assert.deepEqual(report.counts, { reference: 250, shifted: 120 });
    const { mostInSupport, leastInSupport } = report;
    assert.ok(mostInSupport[0].ratio <= leastInSupport.at(-1)!.ratio);
    // The laboratory's shifts give a prediction, which says how far it may be off.
    assert.ok(report.prediction!.shifts >= 6);
    assert.ok(
      report.prediction!.robustness.lower < report.prediction!.robustness.upper,
    );
  });

  it("finds no shift between photographs, but a cue that is tied to the class in one sample alone", async () => {
    const after = first(photographs, 250, 400);
    const tied = (set: LabelledImages, isTied: boolean) =>
      withAttribute(
        set,
        "frame",
        Array.from(set.labels, (label, i) =>
          (isTied ? label : i) % 2 ? "black" : "white",
        ),
      );
    const report = await askShift({
      reference: tied(reference, true),
      shifted: tied(after, false),
    });
    assert.ok(report.share.mean < 0.1);
    assert.equal(report.recommendation.remedy, "undo the bias");
    assert.match(report.recommendation.clauses.join("\n"), /"frame" goes with/);
  });

  it("names images by their place in the sample that was given, though it looks at some alone", async () => {
    const drawings = sampleExamples(loadDataset("drawings"), 300, 1);
    const report = await askShift({
      reference,
      shifted: drawings,
      most: 110,
      isLabelled: false,
    });
    assert.deepEqual(report.counts, { reference: 110, shifted: 110 });
    assert.deepEqual(report.given, { reference: 250, shifted: 300 });
    assert.equal(report.labelShift, undefined);
    const places = report.leastInSupport.map(({ index }) => index);
    assert.equal(new Set(places).size, places.length);
    assert.ok(Math.max(...places) > 110, String(places));
  });

  it("refuses what cannot be asked, saying why", async () => {
    const few = first(photographs, 0, 20);
    await assert.rejects(
      askShift({ reference, shifted: few }),
      /The shifted sample has 20 images.*at least 100/,
    );
    await assert.rejects(
      askShift({ reference, shifted: reference }),
      /are the same images/,
    );
    await assert.rejects(
      askShift({ reference, shifted: photographs, epsilon: 2 }),
      /epsilon/,
    );
    const misspelt = { reference, shifted: photographs, epsilno: 0.1 };
    await assert.rejects(askShift(misspelt), /epsilno.*epsilon/);
  });
});
