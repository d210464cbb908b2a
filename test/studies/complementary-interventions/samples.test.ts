import assert from "node:assert/strict";
import { complementSamples } from "../../../lib/studies/complementary-interventions/samples";
import { curatingSamples } from "../../../lib/studies/curating/samples";

describe("samples of the studies of remedies", () => {
  it("show one class in the reference set, and in each of the four parts", () => {
    const [reference, shifted] = complementSamples(1);
    assert.deepEqual(shifted.captions, [
      "neither",
      "neither",
      "bias",
      "bias",
      "turned",
      "turned",
      "both",
      "both",
    ]);
    const { attributes } = shifted;
    assert.deepEqual(
      Array.from(attributes!["spurious tint"] as Uint8Array),
      [0, 0, 1, 1, 0, 0, 1, 1],
    );
    assert.deepEqual(
      Array.from(attributes!["unseen rotation"] as Uint8Array),
      [0, 0, 0, 0, 1, 1, 1, 1],
    );
    assert.equal(
      new Set([...reference.labels, ...shifted.labels]).size,
      1,
      "one class",
    );
  });

  it("show a biased, a curated and a balanced set, named by their drawings", () => {
    const rows = curatingSamples(1);
    assert.deepEqual(
      rows.map(({ shape }) => shape),
      [1, 2, 3].map(() => [8, 32, 32, 3]),
    );
    assert.deepEqual(rows[1].captions.slice(0, 4), [
      "bird",
      "cat",
      "bird",
      "cat",
    ]);
    assert.deepEqual(curatingSamples(1), rows);
  });
});
