import assert from "node:assert/strict";
import {
  inherited,
  type Inherited,
} from "../../../lib/studies/inheritance/analyse";
import {
  baseAccuracyText,
  nearSetsText,
  otherMethodsText,
} from "../../../lib/studies/inheritance/causes-text";
import { inheritanceBars } from "../../../lib/studies/inheritance/figures-data";
import {
  distanceText,
  lossPredictionText,
} from "../../../lib/studies/inheritance/loss-text";
import {
  againstFullText,
  methodsText,
} from "../../../lib/studies/inheritance/methods-text";
import { pairedDifference } from "../../../lib/studies/inheritance/paired";
import {
  lossLead,
  lossPredictions,
} from "../../../lib/studies/inheritance/prediction";
import {
  lossPoints,
  setsInSupport,
} from "../../../lib/studies/inheritance/predictors";
import { setDistanceRows } from "../../../lib/studies/inheritance/tables";
import { madeUpRows } from "./made-up-rows";

const rows = madeUpRows();
const table = inherited(rows);

/** A row whose mRI is given repetition by repetition. */
const row = (method: string, means: number[], base = "CIFAR-10"): Inherited => {
  const [first] = table;
  const richness = base === "CIFAR-10" ? 0 : 2;
  return {
    ...first,
    base,
    richness,
    method,
    once: means.map((mean, i) => ({ ...first.once[0], seed: i + 1, mean })),
    mean: {
      mean: means.reduce((a, b) => a + b) / means.length,
      lower: -1,
      upper: 1,
    },
  };
};

/** Rows in which the first sets lie in support of the base data. */
const rowsWithin = (inside: readonly string[]) => ({
  ...rows,
  distances: rows.distances.map((each) => ({
    ...each,
    outside: inside.includes(each.to) ? 0.1 : 0.9,
  })),
});

describe("what texts say of methods", () => {
  it("compare repetitions that both have", () => {
    const a = row("lora", [0.1, 0.2, 0.9]);
    const b = row("full", [0, 0]);
    assert.ok(Math.abs(pairedDifference(a, b)!.mean - 0.15) < 1e-12);
    assert.equal(pairedDifference(row("lora", [0.1]), b), undefined);
  });

  it("tell whether the best is ahead of the next, and what it gains", () => {
    const ahead = [row("full", [-0.1, -0.11]), row("wise-ft", [-0.05, -0.06])];
    assert.match(
      methodsText(ahead),
      /^- \*CIFAR-10\*: \*\*WiSE-FT\*\* .* 5\.0 \[5\.0, 5\.0\] points ahead of full; it gains 40\.0/m,
    );
    const close = [row("full", [-0.1, -0.2]), row("wise-ft", [-0.12, -0.1])];
    assert.match(methodsText(close), /not shown to be ahead of full/);
    const once = [row("full", [-0.1]), row("wise-ft", [-0.2])];
    assert.match(methodsText(once), /before WiSE-FT in a single repetition/);
    assert.match(methodsText([]), /not computed yet/);
  });

  it("sort methods by what they are against full, and count comparisons", () => {
    const text = againstFullText([
      row("full", [-0.1, -0.1]),
      row("ewc", [-0.101, -0.1]),
      row("lora", [0, 0.001]),
      row("lp-ft", [-0.2, -0.201]),
      row("lwf", [0.3, -0.3]),
      row("soup", [0.1, 0.1], "ImageNet Lite0"),
    ]);
    assert.match(text, /\(4 comparisons/);
    assert.match(
      text,
      /\*\*above zero\*\* LoRA .*; \*\*about zero\*\* EWC .*; \*\*below zero\*\* LP-FT .*; \*\*undecided\*\* LwF/,
    );
    assert.doesNotMatch(text, /soup/);
    assert.match(againstFullText([]), /No method can be compared/);
  });

  it("ask of each other method whether richer pre-training loses more", () => {
    const text = otherMethodsText([
      row("full", [-0.1, -0.1]),
      row("lora", [-0.05, -0.05]),
      row("full", [-0.2, -0.2], "ImageNet Lite0"),
      row("lora", [-0.052, -0.05], "ImageNet Lite0"),
    ]);
    assert.match(
      text,
      /minus that of \*CIFAR-10\*:\n\n- \*ImageNet Lite0\*: \*\*about zero\*\* LoRA \(−0\.1 /,
    );
    assert.doesNotMatch(text, /full \(/);
    assert.equal(otherMethodsText([]), "");
  });

  it("call methods by one name in figures, too", () => {
    const bars = inheritanceBars(table, ["wise-ft"]);
    assert.deepEqual(
      bars.map(({ series }) => series),
      ["WiSE-FT", "WiSE-FT"],
    );
  });
});

describe("what texts say of sets", () => {
  it("give accuracies on the base data before", () => {
    assert.match(
      baseAccuracyText(rows, table),
      /before: CIFAR-10 80\.0 .* % and ImageNet Lite0 80\.0 /,
    );
    assert.equal(baseAccuracyText(rows, []), "");
  });

  it("give what sets in support cost", () => {
    const near = rowsWithin(["near", "middling"]);
    assert.deepEqual(setsInSupport(near), ["near", "middling"]);
    // Distances 1 and 2: 1 % a unit, and 2 %.
    assert.match(
      nearSetsText(near, table),
      /\(near and middling\), networks lose 1\.5 \[.*\] \(CIFAR-10\) and 3\.0 \[.*\] \(ImageNet Lite0\) points .* by 40\.0 /,
    );
    assert.equal(nearSetsText(rowsWithin([]), table), "");
  });

  it("tell of the distance among sets out of support alone, where those are enough", () => {
    const of = (inside: string[]) => {
      const near = rowsWithin(inside);
      return distanceText(lossPoints(near, inherited(near)));
    };
    assert.match(
      of(["near"]),
      /Among the 4 sets out of support alone \*\*it foretells the loss, too\*\*: r = 0\.9/,
    );
    assert.doesNotMatch(of(["near", "middling"]), /out of support/);
    assert.doesNotMatch(of([]), /out of support/);
  });

  it("tell whether the best measure is better than the next, and what is not compared", () => {
    const found = lossPredictions(lossPoints(rows, table));
    const of = (key: string) =>
      found.find(({ predictor }) => predictor === key)!;
    const lead = lossLead(of("transport"), of("means"));
    const difference = of("transport").error.mean - of("means").error.mean;
    assert.ok(Math.abs(lead.mean - difference) < 1e-12);
    const text = lossPredictionText(found);
    assert.match(
      text,
      /than the next, data-set distance, all features \(0\.0 /,
    );
    assert.doesNotMatch(text, /Not compared/);
    const some = found.filter(({ predictor }) => predictor !== "robustness");
    assert.match(
      lossPredictionText(some),
      /Not compared, since not every network has it yet: ER on the set before\./,
    );
  });

  it("keep the intervals of shares within 0 and 1", () => {
    const shares = [0, 0, 0.05];
    const few = {
      ...rows,
      distances: rows.distances
        .filter(({ to }) => to === "near")
        .map((each, i) => ({ ...each, outside: shares[i] })),
    };
    const [said] = setDistanceRows(few) as { [column: string]: string }[];
    assert.match(said["share out of support"], /^0\.02 \[0\.00, /);
  });
});
