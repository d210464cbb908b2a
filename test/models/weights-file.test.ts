import assert from "node:assert/strict";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  getWeights,
  setWeights,
  readWeightsFile,
  writeWeightsFile,
  smallCnn,
} from "../../lib/models";

const options = { imageShape: [8, 8, 3] as [number, number, number] };
const about = { seed: 1, note: "größer ≥ 1" };

describe("weights file", () => {
  const network = smallCnn({ ...options, widths: [4, 8], depth: 1, seed: 1 });
  const weights = getWeights(network);
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "weights-"));
    path = join(folder, "tiny.safetensors");
    writeWeightsFile(path, { weights, about });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  after(() => network.dispose());

  it("gives back the weights bit for bit, and what is known of them", () => {
    assert.deepEqual(readWeightsFile(path), { weights, about });
  });

  it("has the layout of a safetensors file", () => {
    const bytes = readFileSync(path);
    const length = Number(bytes.readBigUInt64LE());
    assert.equal(length % 8, 0);
    const header = JSON.parse(bytes.toString("utf8", 8, 8 + length));
    assert.equal(JSON.parse(header.__metadata__.about).seed, 1);
    const { dtype, shape, data_offsets } = header["head/kernel"];
    assert.deepEqual([dtype, shape], ["F32", [8, 10]]);
    const i = weights.layout.findIndex(({ name }) => name === "head/kernel");
    assert.equal(
      bytes.readFloatLE(8 + length + data_offsets[0]),
      weights.values[i][0],
    );
    assert.equal(data_offsets[1] - data_offsets[0], 4 * 8 * 10);
  });

  it("has the same bytes for the same weights, and leaves nothing else behind", () => {
    const first = readFileSync(path);
    writeWeightsFile(path, { weights, about });
    assert.deepEqual(readFileSync(path), first);
    assert.deepEqual(readdirSync(folder), ["tiny.safetensors"]);
  });

  const damages: [string, (bytes: Buffer) => Buffer, RegExp][] = [
    ["an empty file", () => Buffer.alloc(0), /0 bytes, too few .*truncated/],
    [
      "a file that ends in its header",
      (bytes) => bytes.subarray(0, 100),
      /100 bytes, its header alone needs \d+ \(truncated/,
    ],
    [
      "a file that ends in its values",
      (bytes) => bytes.subarray(0, -4),
      /bytes of values, expected \d+ \(truncated\)/,
    ],
    [
      "a file with more than it says",
      (bytes) => Buffer.concat([bytes, Buffer.alloc(4)]),
      /\(oversized\)/,
    ],
    [
      "a changed value",
      (bytes) => {
        bytes[bytes.length - 2] ^= 1;
        return bytes;
      },
      /sha256 [0-9a-f]{64}, its header says [0-9a-f]{64}/,
    ],
    [
      "a changed description",
      (bytes) =>
        Buffer.from(
          bytes.toString("latin1").replace('seed\\":1', 'seed\\":2'),
          "latin1",
        ),
      /sha256 .*corrupted or changed/,
    ],
    [
      "a header that is no JSON",
      (bytes) => {
        bytes[8] = 0;
        return bytes;
      },
      /header is no weights file's/,
    ],
    [
      "another file",
      () => Buffer.from("PK\x03\x04 this is a zip archive"),
      /no safetensors file/,
    ],
  ];
  for (const [what, damage, message] of damages) {
    it(`refuses ${what}, naming the file and the remedy`, () => {
      const before = readFileSync(path);
      const after = damage(Buffer.from(before));
      assert.notDeepEqual(after, before);
      writeFileSync(path, after);
      assert.throws(() => readWeightsFile(path), message);
      assert.throws(
        () => readWeightsFile(path),
        /tiny\.safetensors: .*npm run pretrain/,
      );
    });
  }

  /** A safetensors file as another tool writes it. */
  function foreign(
    header: Record<string, unknown>,
    values: Buffer = Buffer.alloc(0),
  ): string {
    const text = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(text.length));
    writeFileSync(path, Buffer.concat([length, text, values]));
    return path;
  }
  const tensor = (
    dtype: string,
    shape: number[],
    start: number,
    end: number,
  ) => ({
    dtype,
    shape,
    data_offsets: [start, end],
  });

  it("reads another tool's file, in whatever order, and sets a network to it", () => {
    const sizes = weights.values.map((values) => 4 * values.length);
    const order = weights.layout.map((_, i) => i).reverse();
    let at = 0;
    const header = Object.fromEntries(
      order.map((i) => {
        const { name, shape } = weights.layout[i];
        return [name, tensor("F32", shape, at, (at += sizes[i]))];
      }),
    );
    const data = Buffer.concat(
      order.map((i) => Buffer.from(weights.values[i].slice().buffer)),
    );
    foreign({ __metadata__: { format: "pt" }, ...header }, data);
    const found = readWeightsFile(path);
    assert.deepEqual(found.about, { format: "pt" });
    const other = smallCnn({ ...options, widths: [4, 8], depth: 1, seed: 2 });
    setWeights(other, found.weights);
    assert.deepEqual(getWeights(other), weights);
    other.dispose();
  });

  it("reads numbers of 16 and 64 bits, without metadata too", () => {
    // NumPy: float16, bfloat16 (upper half of float32) and float64 of 1.5, -2, 2**-24, inf
    const half = Buffer.from("003e00c00100007c", "hex");
    const brain = Buffer.from("c03f00c08033807f", "hex");
    const double = Buffer.from(
      Float64Array.of(1.5, -2, 2 ** -24, Infinity).buffer,
    );
    foreign(
      {
        half: tensor("F16", [4], 0, 8),
        brain: tensor("BF16", [2, 2], 8, 16),
        double: tensor("F64", [4], 16, 48),
      },
      Buffer.concat([half, brain, double]),
    );
    const { weights: found, about: none } = readWeightsFile(path);
    assert.deepEqual(none, {});
    for (const values of found.values)
      assert.deepEqual([...values], [1.5, -2, 2 ** -24, Infinity]);
  });

  it("tells what is no weight from damage", () => {
    foreign({ step: tensor("I64", [1], 0, 8) }, Buffer.alloc(8));
    assert.throws(
      () => readWeightsFile(path),
      /a whole safetensors file, but tensor "step" is of type I64; weights are read as F32, F64, F16, BF16/,
    );
  });

  for (const [what, header, message] of [
    [
      "overlap",
      { a: tensor("F32", [2], 0, 8), b: tensor("F32", [1], 4, 8) },
      /"a" and "b" overlap: corrupted/,
    ],
    [
      "leave a gap",
      { a: tensor("F32", [1], 4, 8) },
      /bytes 0 to 4 of the values belong to no tensor/,
    ],
    [
      "start below 0",
      { a: tensor("F32", [2], -4, 4), b: tensor("F32", [1], 4, 8) },
      /"a" has no valid data_offsets/,
    ],
    [
      "start within a byte",
      { a: tensor("F32", [1], 0.5, 4.5), b: tensor("F32", [1], 4, 8) },
      /"a" has no valid data_offsets/,
    ],
    [
      "are not as long as their shape",
      { a: tensor("F32", [3], 0, 8) },
      /"a" \[3\] of F32 needs 12 bytes, but has those from 0 to 8/,
    ],
    [
      "have no shape",
      { a: { dtype: "F32", data_offsets: [0, 8] } },
      /"a" has no valid shape/,
    ],
  ] as [string, Record<string, unknown>, RegExp][]) {
    it(`refuses tensors that ${what}`, () => {
      foreign(header, Buffer.alloc(8));
      assert.throws(() => readWeightsFile(path), message);
    });
  }

  it("writes no file in which a weight would be lost", () => {
    const values = [Float32Array.of(1), Float32Array.of(2)];
    const twice = [
      { name: "a", shape: [1] },
      { name: "a", shape: [1] },
    ];
    assert.throws(
      () =>
        writeWeightsFile(path, { weights: { layout: twice, values }, about }),
      /Weight 1 can't be called "a": that name is taken/,
    );
    const short = [{ name: "a", shape: [3] }];
    assert.throws(
      () =>
        writeWeightsFile(path, { weights: { layout: short, values }, about }),
      /"a" \[3\] needs 3 values, but has 1/,
    );
  });

  it("refuses the weights of another architecture", () => {
    const wider = smallCnn({ ...options, widths: [4, 9], depth: 1 });
    assert.throws(
      () => setWeights(wider, readWeightsFile(path).weights),
      /another architecture than the network "small-cnn".*block2_conv1\/kernel/,
    );
    wider.dispose();
  });

  it("keeps the file there was when it cannot write", () => {
    writeWeightsFile(path, { weights, about });
    const before = readFileSync(path);
    const inside = join(path, "a file is no folder");
    assert.throws(() => writeWeightsFile(inside, { weights, about }), {
      code: /ENOTDIR|EEXIST/,
    });
    assert.deepEqual(readFileSync(path), before);
  });
});
