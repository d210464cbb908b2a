import assert from "node:assert/strict";
import type { Inherited } from "../../../lib/studies/inheritance/analyse";
import { richerPretraining } from "../../../lib/studies/inheritance/richness";
import { richnessText } from "../../../lib/studies/inheritance/text";

const close = (a: number, b: number) =>
  assert.ok(Math.abs(a - b) < 1e-9, `${a} ${b}`);

/** mRI of a network in repetitions 1, 2, …, in points. */
const row = (base: string, richness: number, ...points: number[]) =>
  ({
    base,
    richness,
    method: "full",
    once: points.map((mean, i) => ({ seed: i + 1, mean: mean / 100 })),
  }) as unknown as Inherited;

const plain = row("CIFAR-10", 0, -10, -11, -12);
const less = row("renditions", 1, -5, -6, -7);
const more = row("Lite0", 2, -16, -17, -18);
const larger = row("Lite1", 2, -18, -19, -20);

describe("richer pre-training against the poorest", () => {
  it("is compared at each richness, by the mean of its networks, repetition by repetition", () => {
    const [renditions, imageNet] = richerPretraining([
      larger,
      plain,
      more,
      less,
    ]);
    assert.deepEqual(renditions.bases, ["renditions"]);
    assert.deepEqual(imageNet.bases, ["Lite0", "Lite1"]);
    assert.equal(imageNet.against, "CIFAR-10");
    close(renditions.difference.mean, 0.05);
    // Repetitions differ, the difference does not.
    for (const bound of ["mean", "lower", "upper"] as const)
      close(imageNet.difference[bound], -0.07);
  });

  it("leaves out a network that lacks a repetition", () => {
    const [imageNet] = richerPretraining([
      plain,
      more,
      row("Lite1", 2, -40, -40),
    ]);
    assert.deepEqual(imageNet.bases, ["Lite0"]);
  });

  it("is told by the verdicts on all of it", () => {
    const textOf = (...rows: Inherited[]) => richnessText([plain, ...rows]);
    const open = row("Lite0", 2, -2, -20, -13);
    assert.match(
      textOf(more),
      /^Richer pre-training \*\*loses more\*\*: against/,
    );
    assert.match(
      textOf(more, larger),
      /the mean of \*Lite0\* and \*Lite1\* loses more \(−7\.0 /,
    );
    assert.match(
      textOf(less, more),
      /^Richer .* \*\*loses more in 1 of 2 comparisons\*\*/,
    );
    assert.match(textOf(less), /\*\*need not lose more\*\*/);
    assert.match(
      textOf(less, open),
      /\*\*need not lose more\*\*.*is undecided/,
    );
    assert.match(textOf(open), /^Whether .* is \*\*undecided\*\*/);
    assert.match(textOf(), /not computed yet/);
  });
});
