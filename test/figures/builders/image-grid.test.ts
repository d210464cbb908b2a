import assert from "node:assert/strict";
import { PNG } from "pngjs";
import { imageGrid, type ImageRow } from "../../../lib/figures";
import { sampleImages } from "../samples";

const images = (row: ImageRow) =>
  imageGrid([row]).layout.images as {
    source: string;
    x: number;
    sizey: number;
  }[];
const decode = (source: string) =>
  PNG.sync.read(Buffer.from(source.split(",")[1]!, "base64"));

describe("imageGrid", () => {
  it("shows the pixels as they are, enlarged to blocks", () => {
    const row = sampleImages("x", 2);
    const { width, height, data } = decode(images(row)[1]!.source);
    assert.equal(width, height);
    const times = width / 8;
    assert.ok(Number.isInteger(times) && times > 1);
    for (const [x, y] of [
      [0, 0],
      [7, 0],
      [3, 5],
    ] as const) {
      const from = 192 + (y * 8 + x) * 3;
      const at = 4 * ((y * times + times - 1) * width + x * times);
      assert.deepEqual(
        [...data.subarray(at, at + 4)],
        [...row.images.slice(from, from + 3), 255],
      );
    }
  });

  it("shows one channel as grey and keeps opacity", () => {
    const grey = decode(
      images({ label: "g", images: Uint8Array.of(7), shape: [1, 1, 1, 1] })[0]!
        .source,
    );
    assert.deepEqual([...grey.data.subarray(0, 4)], [7, 7, 7, 255]);
    const clear = decode(
      images({
        label: "c",
        images: Uint8Array.of(1, 2, 3, 4),
        shape: [1, 1, 1, 4],
      })[0]!.source,
    );
    assert.deepEqual([...clear.data.subarray(0, 4)], [1, 2, 3, 4]);
  });

  it("shows the images asked for, and lists them", () => {
    const { rows, data } = imageGrid([
      { ...sampleImages("a", 9), indices: [5, 2], captions: ["five", "two"] },
      sampleImages("b", 1),
    ]);
    assert.deepEqual(rows, [
      { row: "a", position: 0, index: 5, caption: "five" },
      { row: "a", position: 1, index: 2, caption: "two" },
      { row: "b", position: 0, index: 0, caption: undefined },
    ]);
    assert.equal(
      (data[0]!.hovertext as string[])[0],
      "<b>a</b><br>image 5<br>five",
    );
  });

  it("shows the first eight where nothing is asked for", () => {
    assert.equal(images(sampleImages("a", 20)).length, 8);
  });

  it("keeps the images' shape", () => {
    const tall = images({
      label: "t",
      images: new Uint8Array(200),
      shape: [1, 20, 10, 1],
    });
    const square = images({
      label: "s",
      images: new Uint8Array(100),
      shape: [1, 10, 10, 1],
    });
    assert.ok(Math.abs(tall[0]!.sizey / square[0]!.sizey - 2) < 1e-12);
  });

  it("refuses what are no images, naming the row", () => {
    const row = sampleImages("a", 2);
    const refused = (more: Partial<ImageRow>, message: RegExp) =>
      assert.throws(() => imageGrid([{ ...row, ...more }]), message);
    refused({ indices: [2] }, /"a" have no index 2: there are 2/);
    refused({ indices: [0.5] }, /no index 0.5/);
    refused({ indices: [] }, /"a" is empty/);
    refused(
      { images: new Uint8Array(5) },
      /"a": 5 pixel values do not make shape \[2, 8, 8, 3\], which needs 384/,
    );
    refused(
      { images: Float32Array.from(row.images, (v) => v / 255) as never },
      /"a": pixel value \d+ is 0\.\d+\. .*Math\.round\(255 \* value\)/,
    );
    refused({ shape: [2, 8, 12, 2] }, /2 channels/);
    refused({ images: new Uint8Array(0), shape: [0, 8, 8, 3] }, /empty/);
    assert.throws(() => imageGrid([]), /empty/);
  });
});
