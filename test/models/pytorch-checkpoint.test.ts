import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readPyTorchCheckpoint } from "../../lib/models/pytorch-checkpoint";

const file = readFileSync(
  join(__dirname, "../fixtures/training/small-checkpoint.pth"),
);

describe("readPyTorchCheckpoint", () => {
  it("reads what PyTorch wrote: order, shapes, values, strided and shared storage", () => {
    const tensors = readPyTorchCheckpoint(file, "small.pth");
    assert.deepEqual(
      [...tensors].map(([name, { shape, values }]) => [
        name,
        shape,
        [...values],
      ]),
      [
        ["layer.weight", [2, 3], [0, 1, 2, 3, 4, 5]],
        ["layer.bias", [2], [-1.5, 0.25]],
        ["transposed", [3, 2], [0, 3, 1, 4, 2, 5]],
        ["part", [2], [2, 3]],
        ["scalar", [], [7]],
      ],
    );
  });

  it("refuses a truncated file, wherever it ends", () => {
    for (const length of [
      0,
      5,
      14,
      40,
      200,
      file.length - 30,
      file.length - 1,
    ]) {
      assert.throws(
        () => readPyTorchCheckpoint(file.subarray(0, length), "small.pth"),
        /small\.pth: ends at byte \d+, where \d+ bytes from \d+ on were expected: truncated/,
        `length ${length}`,
      );
    }
  });

  it("refuses files that are no such checkpoint", () => {
    assert.throws(
      () => readPyTorchCheckpoint(Buffer.from("PK\x03\x04 a zip"), "new.pth"),
      /new\.pth: a zip archive, as PyTorch writes .* since version 1\.6; .*_use_new_zipfile_serialization=False/,
    );
    assert.throws(
      () =>
        readPyTorchCheckpoint(
          Buffer.from("\x89HDF\r\n" + "\0".repeat(9), "latin1"),
          "keras.h5",
        ),
      /keras\.h5: an HDF5 file, as Keras writes; /,
    );
    assert.throws(
      () =>
        readPyTorchCheckpoint(
          Buffer.from("\x80\x02K\x05.".padEnd(20), "latin1"),
          "five.pth",
        ),
      /five\.pth: no PyTorch checkpoint of the legacy format \(it begins with 80024b052e2020/,
    );
  });

  it("names an instruction that no pickle has", () => {
    const damaged = Buffer.from(file);
    damaged[17] = 0xff;
    assert.throws(
      () => readPyTorchCheckpoint(damaged, "small.pth"),
      /small\.pth: Unsupported opcode '255'\. No PyTorch checkpoint, or damaged/,
    );
  });

  it("calls nothing that a tampered file names", () => {
    const tampered = Buffer.from(
      file
        .toString("latin1")
        .replace("ccollections\nOrderedDict", "cos\nsystem"),
      "latin1",
    );
    assert.throws(
      () => readPyTorchCheckpoint(tampered, "evil.pth"),
      /evil\.pth: asks for os\.system, which is none of collections\.OrderedDict/,
    );
  });
});
