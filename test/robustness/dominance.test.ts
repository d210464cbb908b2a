import assert from "node:assert/strict";
import { loadCifar10TestbedPredictions } from "../../lib/data";
import { dominance } from "../../lib/robustness";

describe("dominance", () => {
  it("counts what the model alone gets right, and what each of the testbed does", () => {
    const found = dominance(
      [1, 1, 0, 1, 0, 1],
      [
        [1, 0, 0, 0, 1, 0],
        [1, 0, 0, 0, 0, 1],
      ],
    );
    assert.deepEqual(
      [found.count, found.unsolved, found.correct, found.shared],
      [6, 3, 4, 2],
    );
    assert.equal(found.probability, 2 / 6);
    assert.equal(found.expected, 2);
    assert.deepEqual(found.testbed, [1 / 6, 1 / 6]);
  });

  it("finds what NumPy and SciPy find of CIFAR-10's testbed: its best model adds one image, where chance keeps to 26 … 29", () => {
    const { predictions, labels, models } =
      loadCifar10TestbedPredictions("reference");
    const flags = predictions.map((classes) =>
      classes.map((value, i) => (value === labels[i] ? 1 : 0)),
    );
    const best = models.indexOf("shake_shake_26_2x64d_SSI_cutout16");
    const found = dominance(
      flags[best],
      flags.filter((_, m) => m !== best),
    );
    const { shared, correct, unsolved, lower, upper } = found;
    assert.deepEqual(
      [shared, correct, unsolved, lower, upper],
      [1, 9711, 29, 26, 29],
    );
    assert.equal(found.verdict, "less");
    assert.deepEqual(
      dominance(flags[best], flags).testbed.map((share) =>
        Math.round(share * 10_000),
      ),
      [
        0, 2, 2, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 2, 0, 1, 1,
        0, 1, 0, 1, 0, 1,
      ],
    );
  });

  it("refuses a testbed of one, and other examples", () => {
    assert.throws(() => dominance([1], [[1]]), /at least 2 models.* got 1/);
    assert.throws(
      () => dominance([1], [[1], [1, 0]]),
      /1 examples for the model, but 2 for model 1 of the testbed/,
    );
  });
});
