import assert from "node:assert/strict";
import { loadDataset } from "../../../lib/data";
import { sampleExamples } from "../../../lib/images";
import { photographShifts } from "../../../lib/studies/constructing-shifts/catalogue";
import { galleryRows } from "../../../lib/studies/constructing-shifts/gallery";
import {
  measureCatalogue,
  measureTints,
  supportText,
  type SupportRow,
} from "../../../lib/studies/constructing-shifts/measure";

const base = () => sampleExamples(loadDataset("cifar10"), 1000, 1);
const row = (
  shift: string,
  declared: SupportRow["declared"],
  measured: SupportRow["measured"],
): SupportRow => ({
  shift,
  declared,
  measured,
  largestRatio: 1,
  view: "colour",
  share: 0,
  lower: 0,
  upper: 0.1,
});

describe("the catalogue of shifts of photographs", () => {
  const entries = photographShifts(1);

  it("knows the largest density ratio of each that is in support, as it is made", () => {
    const known = entries.filter(({ kind }) => kind === "in-support");
    assert.deepEqual(
      known.map(({ name, largestRatio }) => [name, +largestRatio.toFixed(9)]),
      [
        ["spurious tint", 2],
        ["label shift", 4],
        ["spurious patch", 2],
        ["minority subgroup", 9],
      ],
    );
    for (const { kind, largestRatio } of entries)
      assert.equal(largestRatio === Infinity, kind === "out-of-support");
  });

  it("shows no photograph in two rows, each with its class beneath", () => {
    const rows = galleryRows(entries, base(), { noise: "grainy" });
    assert.equal(rows.length, entries.length + 4);
    assert.ok(rows.some(({ label }) => label === "grainy"));
    const untouched = galleryRows(
      entries
        .filter(({ shift, kind }) => shift && kind === "out-of-support")
        .map((entry) => ({
          ...entry,
          shift: { ...entry.shift!, shifted: entry.shift!.reference },
        })),
      base(),
    );
    const shown = untouched.flatMap(({ images, shape, indices }) => {
      const size = shape[1] * shape[2] * shape[3];
      return indices.map((i) =>
        Buffer.from(images.subarray(i * size, (i + 1) * size)).toString("hex"),
      );
    });
    assert.equal(new Set(shown).size, shown.length);
    for (const { captions, indices } of rows)
      assert.deepEqual([captions.length, indices.length], [10, 10]);
  });
});

describe("measured support of photographs", () => {
  it("is in support for an untouched set's own tints, and out of it for noise", () => {
    const rows = measureCatalogue(
      photographShifts(1).filter(({ name }) =>
        ["spurious tint", "noise"].includes(name),
      ),
      base(),
      1,
    );
    assert.equal(rows[1].shift, "noise");
    assert.equal(rows[1].measured, "out-of-support");
    assert.ok(rows[0].share < rows[1].share);
  });

  it("has a stricter limit the greater ε: the same share, other verdicts", () => {
    const [certain] = measureTints([1], base(), {
      epsilons: [0.5, 0.01],
      seed: 1,
    });
    assert.equal(certain.ratio, Infinity);
    assert.deepEqual(certain.verdicts, {
      0.5: "out-of-support",
      0.01: "in-support",
    });
  });
});

describe("supportText", () => {
  it("counts agreement by kind and names what is missed", () => {
    const text = supportText([
      row("tint", "in-support", "in-support"),
      row("flip", "out-of-support", "in-support"),
      row("noise", "out-of-support", "out-of-support"),
    ]);
    assert.match(
      text,
      /\*\*1 of 1\*\* shifts in support and \*\*1 of 2\*\* out of support/,
    );
    assert.match(text, /Too little looks new, .*, under flip\.$/);
  });

  it("says where none is missed", () => {
    const text = supportText([row("n", "out-of-support", "out-of-support")]);
    assert.match(text, /None is missed/);
  });
});
