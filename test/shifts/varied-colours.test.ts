import assert from "node:assert/strict";
import { inVariedColours } from "../../lib/shifts";

const base = () => ({
  images: Uint8Array.of(0, 255, 51, 0, 255, 51),
  labels: Uint8Array.of(3, 4),
  shape: [2, 1, 3, 1] as [number, number, number, number],
});

describe("inVariedColours", () => {
  it("puts grey between an image's two colours, in proportion", () => {
    const { images, labels, shape } = inVariedColours(base(), { seed: 1 });
    assert.deepEqual(shape, [2, 1, 3, 3]);
    assert.deepEqual([...labels], [3, 4]);
    for (const image of [images.subarray(0, 9), images.subarray(9)]) {
      for (const channel of [0, 1, 2]) {
        const [dark, light, fifth] = [0, 3, 6].map((at) => image[at + channel]);
        assert.ok(Math.abs(fifth - (dark + 0.2 * (light - dark))) <= 1);
      }
    }
  });

  it("colours each image differently, and the same for the same seed", () => {
    const { images } = inVariedColours(base(), { seed: 1 });
    assert.notDeepEqual(images.subarray(0, 9), images.subarray(9));
    assert.deepEqual(inVariedColours(base(), { seed: 1 }).images, images);
    assert.notDeepEqual(inVariedColours(base(), { seed: 2 }).images, images);
  });
});
