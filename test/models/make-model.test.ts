import assert from "node:assert/strict";
import { completeModel, makeModel, modelNames } from "../../lib/models";
import { tf } from "../../lib/tensorflow";

describe("makeModel", () => {
  for (const name of modelNames) {
    it(`makes a network for a task of its own size and classes: ${name}`, () => {
      const before = tf.memory().numTensors;
      const network = makeModel(completeModel({ name }, "It"), {
        imageShape: [20, 24, 3],
        classes: 7,
        seed: 1,
      });
      assert.deepEqual(network.inputs[0].shape, [null, 20, 24, 3]);
      assert.deepEqual(network.outputs[0].shape, [null, 7]);
      network.dispose();
      assert.equal(tf.memory().numTensors, before);
    });
  }
});

describe("completeModel", () => {
  it("names the nearest model where there is none", () => {
    assert.throws(
      () => completeModel({ name: "residual-cn" }, "It"),
      /It: there is no model "residual-cn".*residual-cnn/,
    );
  });

  it("names an option that is wrong, and its value", () => {
    assert.throws(
      () => completeModel({ name: "mlp", widths: [0] } as never, "It"),
      /It, field widths.0: found 0/,
    );
  });
});
