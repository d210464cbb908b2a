import assert from "node:assert/strict";
import { PNG } from "pngjs";
import { readCifarBinary } from "../../../lib/data/formats/cifar-binary";
import { readCifarSheets } from "../../../lib/data/formats/cifar-sheets";
import { randomStream } from "../../../lib/numerics";

const VALUES = 32 * 32 * 3;

/** Pixels of `count` images, row by row, each 32 × 32 × RGB. */
function pixels(count: number, seed: number): Uint8Array {
  const random = randomStream(seed, "cifar test");
  return Uint8Array.from({ length: count * VALUES }, () =>
    Math.floor(256 * random.uniform()),
  );
}

/** As the package has them: one row of 1024 pixels an image. */
function sheet(images: Uint8Array, path = "batch.png", width = 1024) {
  const png = new PNG({ width, height: images.length / 3 / width });
  for (let i = 0; i < images.length / 3; i++) {
    png.data.set([...images.subarray(3 * i, 3 * i + 3), 255], 4 * i);
  }
  return { bytes: PNG.sync.write(png, { colorType: 2 }), path };
}

/** As the authors have them: label, then planes of red, green and blue. */
function binary(images: Uint8Array, labels: number[], path = "batch.bin") {
  const bytes = labels.flatMap((label, i) => {
    const image = images.subarray(i * VALUES, (i + 1) * VALUES);
    const plane = (c: number) => [...image].filter((_, k) => k % 3 === c);
    return [label, ...plane(0), ...plane(1), ...plane(2)];
  });
  return { bytes: Uint8Array.from(bytes), path };
}

const json = (labels: unknown) => ({
  bytes: Buffer.from(JSON.stringify(labels)),
  path: "labels.json",
});

describe("readers of CIFAR-10", () => {
  const [first, second] = [pixels(3, 1), pixels(2, 2)];
  const labels = [0, 9, 4, 4, 7];

  it("give the pixels, from sheets", () => {
    const set = readCifarSheets([sheet(first), sheet(second)], json(labels));
    assert.deepEqual(set.shape, [5, 32, 32, 3]);
    assert.deepEqual([...set.images], [...first, ...second]);
    assert.deepEqual([...set.labels], labels);
  });

  it("give the same from the authors' files", () => {
    const sheets = readCifarSheets([sheet(first), sheet(second)], json(labels));
    const files = readCifarBinary([
      binary(first, labels.slice(0, 3)),
      binary(second, labels.slice(3)),
    ]);
    assert.deepEqual(files, sheets);
  });

  const damaged = sheet(first);
  damaged.bytes = Buffer.from(damaged.bytes);
  damaged.bytes[200] ^= 0xff;
  const refusals: [string, () => unknown, RegExp][] = [
    [
      "a sheet of the wrong width",
      () => readCifarSheets([sheet(first, "b.png", 512)], json(labels)),
      /^Error: b\.png: a sheet of 512 × 6 pixels; .* 1024 wide/,
    ],
    [
      "fewer labels than images",
      () => readCifarSheets([sheet(first)], json([1, 2])),
      /^Error: labels\.json: 2 labels for 3 images/,
    ],
    [
      "a label out of range",
      () => readCifarSheets([sheet(first)], json([1, 10, 2])),
      /^Error: labels\.json: label 1 is 10, .* from 0 to 9/,
    ],
    [
      "a label that is a text",
      () => readCifarSheets([sheet(first)], json([1, 2, "3"])),
      /label 2 is "3"/,
    ],
    [
      "labels that are no array",
      () => readCifarSheets([sheet(first)], json({})),
      /labels\.json: expected a JSON array/,
    ],
    [
      "labels that are no JSON",
      () =>
        readCifarSheets([sheet(first)], {
          bytes: Buffer.from("[1,"),
          path: "l.json",
        }),
      /l\.json: no JSON/,
    ],
    [
      "a damaged sheet",
      () => readCifarSheets([damaged], json([1, 2, 3])),
      /batch\.png: a damaged PNG file/,
    ],
    [
      "a sheet that is no PNG",
      () => readCifarSheets([{ ...json(1), path: "x.png" }], json([])),
      /x\.png: does not begin as a PNG/,
    ],
    [
      "a binary file cut short",
      () => readCifarBinary([{ bytes: new Uint8Array(3072), path: "b.bin" }]),
      /^Error: b\.bin: 3072 bytes are no whole number of images .*3073/,
    ],
    [
      "a binary label out of range",
      () => readCifarBinary([binary(first, [1, 2, 77])]),
      /batch\.bin: label 2 is 77/,
    ],
  ];
  for (const [what, read, message] of refusals) {
    it(`refuse ${what}`, () => assert.throws(read, message));
  }
});
