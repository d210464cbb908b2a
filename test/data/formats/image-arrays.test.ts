import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imagesFromNpy, imagesFromNpz } from "../../../lib/data";
import { expected, fixtures, withCopy } from "./own-images";

const file = (name: string) => join(fixtures, "arrays", name);
const { images, labels, shape } = expected.arrays;
const read = (
  name: string,
  options?: Parameters<typeof imagesFromNpy>[2],
  labelsName = "labels.npy",
) => imagesFromNpy(file(name), file(labelsName), options);

describe("images from NumPy arrays", () => {
  for (const [what, name, options] of [
    ["bytes", "images.npy", {}],
    ["Fortran's order", "fortran.npy", {}],
    ["the other byte order", "big-endian.npy", {}],
    ["both", "fortran-big-endian.npy", {}],
    ["whole doubles", "double.npy", {}],
    ["the format's second version", "version-2.npy", {}],
    ["channels first", "channels-first.npy", { layout: "channels-first" }],
    ["opaque RGBA", "alpha.npy", {}],
  ] as const) {
    it(`are NumPy's, of ${what}`, () => {
      const set = read(name, options);
      assert.deepEqual(set.shape, shape);
      assert.deepEqual([...set.images], images);
      assert.deepEqual([...set.labels], labels);
    });
  }

  it("may be grey, without an axis for it", () => {
    const set = read("grey.npy");
    assert.deepEqual(set.shape, [4, 3, 2, 1]);
    assert.deepEqual(
      [...set.images],
      images.filter((_, k) => k % 3 === 0),
    );
    assert.deepEqual(read("grey.npy", { channels: 3 }).shape, [4, 3, 2, 3]);
  });

  it("are brought to a size, and have the names given", () => {
    const set = read("images.npy", {
      size: 1,
      fit: "stretch",
      classNames: ["a", "b", "c"],
    });
    assert.deepEqual(set.shape, [4, 1, 1, 3]);
    assert.deepEqual(set.classNames, ["a", "b", "c"]);
    const red = images.slice(0, 18).filter((_, k) => k % 3 === 0);
    const mean = red.reduce((sum, value) => sum + value) / 6;
    assert.equal(set.images[0], Math.round(mean));
  });

  it("take labels in a column, of another type", () => {
    const set = read("images.npy", {}, "column-labels.npy");
    assert.deepEqual([...set.labels], labels);
  });

  it("come from archives, stored or compressed", () => {
    const stored = imagesFromNpz(file("stored.npz"));
    const compressed = imagesFromNpz(file("compressed.npz"), {
      images: "x",
      labels: "y",
      channels: 3,
    });
    assert.deepEqual([...stored.images], images);
    assert.deepEqual([...stored.labels], labels);
    assert.deepEqual(compressed, stored);
  });

  const refusals: [string, () => unknown, RegExp][] = [
    [
      "pixels scaled to 0…1",
      () => read("scaled.npy"),
      /scaled\.npy: pixel value 0 is 0\.\d+ \(dtype "<f4"\), .* 0 to 255\. The pixels are scaled to 0…1: save \(255 \* x\)\.round\(\)\.astype\("uint8"\)/,
    ],
    [
      "standardised pixels",
      () => read("standardised.npy"),
      /standardised\.npy: pixel value 0 is -?\d\.\d+ \(dtype "<f8"\).*Undo what scaled/,
    ],
    [
      "half precision",
      () => read("half.npy"),
      /half\.npy: values of type "<f2", .* x\.astype\("uint8"\)/,
    ],
    [
      "channels first, unless said",
      () => read("channels-first.npy"),
      /shape \(4, 3, 3, 2\), expected .* pass layout: "channels-first"/,
    ],
    ["flat rows", () => read("flat.npy"), /shape \(4, 18\), .* Reshape it/],
    [
      "several fields",
      () => read("records.npy"),
      /records\.npy: its head, .* Save a plain array of numbers/,
    ],
    [
      "negative labels",
      () => read("images.npy", {}, "negative-labels.npy"),
      /negative-labels\.npy: label 1 is -1 \(dtype "<i8"\), .* Number the classes from 0/,
    ],
    [
      "labels between numbers",
      () => read("images.npy", {}, "fractional-labels.npy"),
      /label 2 is 2\.5/,
    ],
    [
      "labels that are none",
      () => read("images.npy", {}, "nan-labels.npy"),
      /label 2 is NaN/,
    ],
    [
      "labels above a byte",
      () => read("images.npy", {}, "large-labels.npy"),
      /label 3 is 256/,
    ],
    [
      "labels beyond the names",
      () => read("images.npy", { classNames: ["a", "b"] }),
      /images\.npy: label 0 is 2, expected 0 to 1 \(2 classes\)/,
    ],
    [
      "another number of labels",
      () => read("images.npy", {}, "three-labels.npy"),
      /images\.npy: 3 labels for 4 images/,
    ],
    [
      "one-hot labels",
      () => read("images.npy", {}, "one-hot-labels.npy"),
      /labels of shape \(4, 3\), .* x\.argmax\(axis=1\)/,
    ],
    [
      "what is no .npy file",
      () => read("stored.npz"),
      /stored\.npz: does not begin as an \.npy file does/,
    ],
    [
      "what is no .npz file",
      () => imagesFromNpz(file("images.npy")),
      /images\.npy: no \.npz file, or one cut short/,
    ],
    [
      "a name that an archive lacks",
      () => imagesFromNpz(file("stored.npz"), { images: "image" }),
      /stored\.npz: has no array "image"\. Did you mean "images"\? Known: images, labels/,
    ],
    [
      "a file that is not there",
      () => read("nothing.npy"),
      /nothing\.npy: there is no such file \(looked for .+nothing\.npy\)/,
    ],
    [
      "a set that memory cannot hold",
      () => read("images.npy", { size: 16_000 }),
      /shape \[4, 16000, 16000, 3\] makes 3072000000 bytes/,
    ],
  ];
  for (const [what, call, message] of refusals) {
    it(`refuse ${what}`, () => assert.throws(call, message));
  }

  it("refuse a file cut short at any byte, or with one too many", () => {
    withCopy("arrays", (folder) => {
      const path = join(folder, "images.npy");
      const whole = readFileSync(path);
      const refused = (bytes: Uint8Array, message: RegExp) => {
        writeFileSync(path, bytes);
        const labelsPath = join(folder, "labels.npy");
        assert.throws(() => imagesFromNpy(path, labelsPath), message);
      };
      refused(whole.subarray(0, 11), /images\.npy: does not begin/);
      refused(
        whole.subarray(0, 90),
        /90 bytes, its head alone has 128 \(truncated\)/,
      );
      refused(
        whole.subarray(0, 199),
        /71 bytes of values \(truncated\), shape \[4, 3, 2, 3\] of "\|u1" needs 72/,
      );
      refused(
        Buffer.concat([whole, whole.subarray(0, 1)]),
        /73 bytes of values \(oversized\)/,
      );
    });
  });

  it("refuse a damaged archive", () => {
    withCopy("arrays", (folder) => {
      const path = join(folder, "stored.npz");
      const bytes = readFileSync(path);
      bytes[250] ^= 0xff;
      writeFileSync(path, bytes);
      assert.throws(
        () => imagesFromNpz(path),
        /stored\.npz: array "images" is damaged \(.*CRC32.*\)\. Save or fetch the file again/,
      );
    });
  });
});
