import assert from "node:assert/strict";
import { shiftSamples } from "../../../lib/studies/synthetic-shifts/samples";

const SIZE = 32 * 32 * 3;

describe("shiftSamples", () => {
  it("shows the cue of a class in half of its reference photographs, and others in the shifted ones", () => {
    for (const seed of [1, 3]) {
      const [, patches] = shiftSamples(seed).inSupport;
      const greys = [...patches.captions.keys()].map(
        (i) => patches.images[i * SIZE],
      );
      const [first, second, ...rest] = greys;
      assert.equal(first, second);
      assert.ok(!rest.includes(first), `seed ${seed}: ${greys.join()}`);
      assert.deepEqual(
        patches.captions.map((caption) => caption.split(" ")[0]),
        ["own", "own", ...rest.map(() => "other")],
      );
    }
  });

  it("has a word for each image out of support", () => {
    const { captions, shape } = shiftSamples(1).outOfSupport;
    assert.equal(captions.length, shape[0]);
    assert.ok(captions.includes("line art"));
    assert.ok(captions.includes("colour drawing"));
  });
});
