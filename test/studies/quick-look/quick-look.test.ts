import assert from "node:assert/strict";
import { toRgb } from "../../../lib/images";
import { tryShift } from "../../../lib/studies";
import { verticalFlip, type Shift } from "../../../lib/shifts";
import { tf } from "../../../lib/tensorflow";

const small = {
  train: 400,
  test: 200,
  sources: ["plain"],
  baselines: 1,
  copies: 2,
  baselineEpochs: 6,
  epochs: 0.5,
};

describe("tryShift", () => {
  it("measures networks from scratch along their runs, and each source's copies, on both sets", async () => {
    const tensors = tf.memory().numTensors;
    const look = await tryShift(verticalFlip(), small);
    assert.equal(tf.memory().numTensors, tensors);
    assert.ok(look.baselines.length >= 10);
    assert.deepEqual(
      look.pretrained.map(({ name }) => name),
      ["plain, copy 0", "plain, copy 1"],
    );
    const [row] = look.rows;
    const [a, b] = look.pretrained;
    assert.equal(row.source, "plain");
    assert.equal(row.shifted, (a.shifted + b.shifted) / 2);
    assert.equal(
      row.measure,
      look.diagnosis.isLine ? "effective robustness" : "matched difference",
    );
    assert.ok(row.lower <= row.mean && row.mean <= row.upper);
    const again = await tryShift(verticalFlip(), small);
    assert.deepEqual(again.baselines, look.baselines);
    assert.deepEqual(again.rows, look.rows);
  });

  it("finds no fall, and so no difference, where a shift written by hand changes nothing", async () => {
    const none: Shift = {
      name: "none",
      kind: "in-support",
      seed: 0,
      description: "Nothing changes.",
      reference: toRgb,
      shifted: toRgb,
    };
    const { rows, baselines, diagnosis } = await tryShift(none, small);
    assert.ok(baselines.every((each) => each.reference === each.shifted));
    assert.ok(diagnosis.isLine);
    assert.ok(Math.abs(rows[0].mean) < 1e-9);
  });

  it("names pre-trained weights that there are not", async () => {
    await assert.rejects(
      tryShift(verticalFlip(), { ...small, sources: ["board"] }),
      /Did you mean "broad"/,
    );
  });
});
