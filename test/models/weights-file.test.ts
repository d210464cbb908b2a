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
