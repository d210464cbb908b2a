import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CACHE_VARIABLE } from "../../lib/files/paths";
import { initialiseWeights, smallCnn } from "../../lib/models";
import { extractFeatures, keptFeatures } from "../../lib/training";
import { randomImages } from "../shifts/sets";

const images = randomImages(20, { side: 8, channels: 3 });
const network = (seed = 1) =>
  smallCnn({ imageShape: [8, 8, 3], widths: [4], seed });

describe("keptFeatures", () => {
  const before = process.env[CACHE_VARIABLE];
  let cache: string;
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), "kept-features-"));
    process.env[CACHE_VARIABLE] = cache;
  });
  afterEach(() => {
    if (before === undefined) delete process.env[CACHE_VARIABLE];
    else process.env[CACHE_VARIABLE] = before;
    rmSync(cache, { recursive: true });
  });
  const files = () => readdirSync(join(cache, "features"));

  it("gives the features of extractFeatures, at first and again", () => {
    const expected = extractFeatures(network(), images);
    assert.deepEqual(keptFeatures(network(), images), expected);
    assert.deepEqual(keptFeatures(network(), images), expected);
    assert.equal(files().length, 1);
  });

  it("takes them for the same whatever the head", () => {
    const other = network();
    initialiseWeights(other, 9, { only: "head" });
    keptFeatures(network(), images);
    keptFeatures(other, images);
    assert.equal(files().length, 1);
  });

  it("tells other weights, other images and another size of them apart", () => {
    keptFeatures(network(), images);
    keptFeatures(network(2), images);
    const fewer = {
      images: images.images.subarray(0, 10 * 192),
      shape: [10, 8, 8, 3] as typeof images.shape,
    };
    assert.equal(keptFeatures(network(), fewer).count, 10);
    assert.equal(files().length, 3);
  });

  it("computes them again where the file was damaged", () => {
    const expected = keptFeatures(network(), images);
    writeFileSync(join(cache, "features", files()[0]), "damaged");
    assert.deepEqual(keptFeatures(network(), images), expected);
  });
});
