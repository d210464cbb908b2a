import assert from "node:assert/strict";
import "../../../lib/experiments/kinds";
import { loadDataset } from "../../../lib/data";
import { sampleExamples } from "../../../lib/images";
import {
  laboratoryShares,
  measureShare,
  predictedRobustness,
  predictRobustness,
} from "../../../lib/studies";

describe("measureShare", () => {
  const photographs = sampleExamples(loadDataset("cifar10"), 120, 1);
  const others = sampleExamples(
    loadDataset("cifar10", { split: "test" }),
    60,
    2,
  );
  const drawings = sampleExamples(loadDataset("drawings"), 60, 1);

  it("finds drawings new, and other photographs not", async () => {
    const [fresh, same] = [
      await measureShare(photographs, drawings, { folds: 3 }),
      await measureShare(photographs, others, { folds: 3 }),
    ];
    assert.ok(fresh.share.mean > 0.5, `${fresh.share.mean}`);
    assert.ok(fresh.divergence > 0.5 && fresh.auc.mean > 0.95);
    assert.equal(fresh.ratios.length, 60);
    assert.ok(same.share.mean < 0.1, `${same.share.mean}`);
    assert.ok(same.divergence < 0.2 && same.auc.lower < 0.6);
  });

  it("refuses options out of range, and images of another size", async () => {
    await assert.rejects(
      measureShare(photographs, others, { epsilon: 10 }),
      /epsilon is 10/,
    );
    const digits = sampleExamples(loadDataset("mnist"), 20, 1);
    await assert.rejects(
      measureShare(photographs, digits),
      /Reference images are 32×32×3, shifted ones 28×28×1/,
    );
  });
});

describe("predictedRobustness", () => {
  it("predicts from the committed results, as predictRobustness does", function () {
    this.timeout(60_000);
    const rows = laboratoryShares();
    assert.ok(rows.length >= 11);
    assert.deepEqual(predictedRobustness(0.5), predictRobustness(rows, 0.5));
    const { lower, upper } = predictedRobustness(0.5, { by: "divergence" });
    assert.ok(lower < upper && upper - lower < 2);
  });
});
