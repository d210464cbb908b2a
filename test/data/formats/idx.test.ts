import assert from "node:assert/strict";
import { readIdx } from "../../../lib/data";

/** An IDX file of unsigned bytes with the given lengths and values. */
function idx(shape: number[], values: number[]): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  shape.forEach((length, axis) => header.writeUInt32BE(length, 4 + 4 * axis));
  return Uint8Array.from([...header, ...values]);
}

const good = () => idx([2, 1, 3], [1, 2, 3, 4, 5, 255]);

describe("readIdx", () => {
  it("gives shape and values", () => {
    const { shape, data } = readIdx(good(), "f", { shape: [2, 1, 3] });
    assert.deepEqual(shape, [2, 1, 3]);
    assert.deepEqual([...data], [1, 2, 3, 4, 5, 255]);
  });

  it("takes any length where none is expected", () => {
    const { shape } = readIdx(good(), "f", { shape: [undefined, 1, 3] });
    assert.deepEqual(shape, [2, 1, 3]);
  });

  it("reads a view into a larger buffer", () => {
    const inside = new Uint8Array([9, 9, 9, ...good(), 9]).subarray(3, -1);
    assert.deepEqual(readIdx(inside, "f", { shape: [2, 1, 3] }).data[5], 255);
  });

  const refusals: [string, () => Uint8Array, RegExp][] = [
    ["an empty file", () => new Uint8Array(), /length is 0 bytes/],
    [
      "a truncated one",
      () => good().slice(0, -1),
      /length is 21 bytes \(truncated\), expected 22 for shape \[2, 1, 3\]/,
    ],
    [
      "a truncated header",
      () => good().slice(0, 10),
      /length is 10 bytes, expected a header of 16/,
    ],
    [
      "an oversized one",
      () => Uint8Array.from([...good(), 0]),
      /length is 23 bytes \(oversized\), expected 22/,
    ],
    [
      "labels for images",
      () => idx([6], [1, 2, 3, 4, 5, 6]),
      /number of dimensions is 1, expected 3/,
    ],
    [
      "another count",
      () => idx([1, 1, 3], [1, 2, 3]),
      /dimension 0 is 1, expected 2/,
    ],
    [
      "another type",
      () => good().map((byte, i) => (i === 2 ? 0x0d : byte)),
      /type code is 0x0d, expected 0x08/,
    ],
    [
      "another magic",
      () => good().map((byte, i) => (i === 0 ? 7 : byte)),
      /magic is 7, 0, expected 0, 0/,
    ],
    [
      "a packed one",
      () => Uint8Array.from([0x1f, 0x8b, 8, 0]),
      /that of a gzip file/,
    ],
  ];
  for (const [what, make, message] of refusals) {
    it(`refuses ${what}, naming file and field`, () => {
      const read = () => readIdx(make(), "t10k-images", { shape: [2, 1, 3] });
      assert.throws(read, message);
      assert.throws(read, /^Error: t10k-images: /);
    });
  }
});
