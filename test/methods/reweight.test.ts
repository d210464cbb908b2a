import assert from "node:assert/strict";
import { withAttribute } from "../../lib/images";
import { reweight } from "../../lib/methods";
import { smallCnn } from "../../lib/models/small-cnn";
import { getWeights } from "../../lib/models/weights";
import { tf } from "../../lib/tensorflow/tensorflow";
import { evaluate } from "../../lib/training/evaluate";
import { patchImages } from "../images/synthetic-images";

describe("reweight", () => {
  afterEach(() => tf.disposeVariables());
  const make = () =>
    smallCnn({ imageShape: [8, 8, 3], classes: 4, widths: [6], depth: 1 });

  it("refits the head alone, on the images given", () => {
    const network = make();
    const before = getWeights(network).values;
    const heldOut = patchImages(80);
    const chance = evaluate(network, heldOut).accuracy;
    const { perGroup } = reweight(network, heldOut, { resamples: 2 });
    assert.equal(perGroup, 20);
    assert.ok(evaluate(network, heldOut).accuracy > Math.max(0.5, chance));
    const changed = getWeights(network).values.map((values, i) =>
      values.some((value, k) => value !== before[i][k]),
    );
    assert.deepEqual(changed.slice(-2), [true, true]);
    assert.ok(changed.slice(0, -2).every((each) => !each));
  });

  it("refuses images without the attribute to group by", () => {
    const set = withAttribute(patchImages(16), "side", new Uint8Array(16));
    assert.throws(
      () => reweight(make(), set, { by: ["label", "ground"] }),
      /The images to refit the head on: the 16 images have no attribute "ground"; they have "side"/,
    );
  });
});
