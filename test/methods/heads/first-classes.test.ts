import assert from "node:assert/strict";
import { firstClasses } from "../../../lib/methods";
import { smallCnn } from "../../../lib/models/small-cnn";
import { getWeights, setWeights } from "../../../lib/models/weights";
import { tf } from "../../../lib/tensorflow/tensorflow";
import { predictOutputs } from "../../../lib/training/evaluate";
import { patchImages } from "../../images/synthetic-images";

const network = (classes: number, seed: number) =>
  smallCnn({ imageShape: [8, 8, 3], classes, widths: [6], depth: 1, seed });

describe("firstClasses", () => {
  afterEach(() => tf.disposeVariables());

  it("gives the logits of the first classes, as they were", () => {
    const whole = network(5, 1);
    const part = network(3, 2);
    setWeights(part, firstClasses(getWeights(whole), 3));
    const set = patchImages(16);
    const [all, some] = [whole, part].map((each) => predictOutputs(each, set));
    const expected = all.filter((_, k) => k % 5 < 3);
    assert.equal(some.length, 48);
    some.forEach((logit, k) =>
      assert.ok(Math.abs(logit - expected[k]) < 1e-5, `logit ${k}`),
    );
  });

  it("refuses more classes than there are, and none", () => {
    const weights = getWeights(network(4, 1));
    for (const count of [0, 5, 1.5])
      assert.throws(
        () => firstClasses(weights, count),
        new RegExp(
          `${count} classes are asked for, expected a whole number from 1 to 4`,
        ),
      );
  });
});
