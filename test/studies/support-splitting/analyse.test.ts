import assert from "node:assert/strict";
import {
  answersOn,
  type DigitModel,
  type DomainScores,
  partDifferences,
  robustnessByPart,
  robustnessOn,
  splitDomain,
  type PartRobustness,
} from "../../../lib/studies";
import { mean, randomStream } from "../../../lib/numerics";
import {
  densityRatios,
  splitRobustness,
  type SplitRobustness,
} from "../../../lib/support";

const REFERENCE = 300;
const SHIFTED = 90;

/** Scores of examples of which the first `novel` shifted ones are easy to tell. */
function domain(novel: number): DomainScores {
  const random = randomStream(1, "scores");
  const count = REFERENCE + SHIFTED;
  const isShifted = Uint8Array.from({ length: count }, (_, i) =>
    i < REFERENCE ? 0 : 1,
  );
  const scores = Array.from(isShifted, (_, i) =>
    i >= REFERENCE && i < REFERENCE + novel
      ? 6 + random.normal()
      : random.normal() - 1,
  );
  return {
    shift: "uci-digits",
    method: "cnn",
    seed: 1,
    classifier: { method: "cnn" },
    scores,
    examples: {
      images: new Uint8Array(count),
      labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
      shape: [count, 1, 1, 1],
      isShifted,
      groups: new Int32Array(count),
    },
  };
}

/** Models whose flags on the shifted set rise with their reference accuracy; pre-trained ones are better on the first `novel` examples. */
function models(novel: number): DigitModel[] {
  const random = randomStream(2, "flags");
  const flags = (count: number, rate: (i: number) => number) =>
    Array.from({ length: count }, (_, i) =>
      random.uniform() < rate(i) ? 1 : 0,
    );
  return Array.from({ length: 14 }, (_, m) => {
    const source = m < 10 ? "scratch" : "letters";
    const rate = 0.5 + 0.03 * (m % 10);
    const gain = source === "letters" ? 0.25 : 0;
    return {
      name: `${source} ${m}`,
      source,
      strategy: "full",
      train: 100,
      seed: m,
      epoch: 1,
      correct: {
        "mnist-easier-half": flags(500, () => rate),
        "mnist-harder-half": flags(500, () => rate),
        "uci-digits": flags(
          SHIFTED,
          (i) => rate - 0.1 + (i < novel ? gain : 0),
        ),
      },
    };
  });
}

describe("splitDomain", () => {
  it("splits the shifted examples by their density ratios", () => {
    const given = domain(40);
    const { isShifted, labels } = given.examples;
    const ratios = densityRatios(given.scores, isShifted);
    const found = splitDomain(given, { epsilon: 0.2 });
    assert.deepEqual(found.ratios, ratios);
    assert.deepEqual(found.shiftedRatios, ratios.slice(REFERENCE));
    assert.deepEqual(found.shiftedLabels, labels.slice(REFERENCE));
    assert.deepEqual(
      [...found.split.outOfSupport],
      [...found.shiftedRatios.keys()].filter(
        (i) => found.shiftedRatios[i] >= 1 / 0.2,
      ),
    );
    assert.ok(found.split.outOfSupport.includes(0));
    assert.equal(found.method, "cnn");
  });
});

describe("robustnessByPart", () => {
  const split = splitDomain(domain(40));

  it("measures either part as splitRobustness does", () => {
    const all = models(40);
    const parts = robustnessByPart(all, split, { resamples: 20, seed: 3 });
    assert.deepEqual(
      parts.map(({ part, members }) => [part, members]),
      [
        ["in support", split.split.inSupport],
        ["out of support", split.split.outOfSupport],
      ],
    );
    const natural = {
      shift: "uci-digits",
      reference: ["mnist-easier-half", "mnist-harder-half"],
    };
    const answers = (source: string) =>
      answersOn(
        all.filter((each) => each.source === source),
        natural,
        split.split.outOfSupport,
      );
    const expected = splitRobustness(answers("scratch"), answers("letters"), {
      resamples: 20,
      seed: 3,
    });
    assert.equal(parts[1].robustness.letters.mean, expected.mean);
    assert.equal(parts[1].robustness.letters.upper, expected.upper);
    assert.ok(expected.mean > 0.1, `${expected.mean}`);
  });

  it("measures one set against another, too", () => {
    const mirrored = {
      shift: "mnist-easier-half",
      reference: ["mnist-harder-half"],
    };
    const all = models(0);
    const members = Array.from({ length: 500 }, (_, i) => i);
    const { letters } = robustnessOn(all, mirrored, members, { resamples: 5 });
    assert.deepEqual(
      letters.group.shifted,
      all
        .filter(({ source }) => source === "letters")
        .map(({ correct }) => mean(correct["mnist-easier-half"])),
    );
  });

  it("leaves a part of fewer than 20 examples out", () => {
    const parts = robustnessByPart(models(12), splitDomain(domain(12)), {
      resamples: 5,
    });
    assert.deepEqual(
      parts.map(({ part }) => part),
      ["in support"],
    );
  });

  it("names a shift that there is not", () => {
    assert.throws(
      () => robustnessOn(models(0), "uci-digit", [1, 2]),
      /no natural shift "uci-digit"\. Did you mean "uci-digits"\?/,
    );
  });
});

describe("partDifferences", () => {
  const robustness = (
    mean: number,
    modelsError: number,
    examplesError: number,
  ) => ({ letters: { mean, modelsError, examplesError } as SplitRobustness });
  const part = (
    part: PartRobustness["part"],
    method: string,
    robustness: PartRobustness["robustness"],
  ): PartRobustness => ({
    shift: "uci-digits",
    method,
    part,
    members: new Int32Array(),
    robustness,
  });

  it("subtracts, and adds the four variances up", () => {
    const [difference, ...others] = partDifferences([
      part("in support", "cnn", robustness(0.01, 0.01, 0.02)),
      part("out of support", "cnn", robustness(0.05, 0.02, 0.04)),
      part("in support", "linear", robustness(0, 0, 0)),
    ]);
    assert.deepEqual(others, []);
    assert.equal(difference.source, "letters");
    assert.ok(Math.abs(difference.mean - 0.04) < 1e-12);
    const half = 1.959963984540054 * Math.sqrt(1e-4 + 4e-4 + 4e-4 + 16e-4);
    assert.ok(Math.abs(difference.upper - difference.mean - half) < 1e-9);
    assert.ok(Math.abs(difference.mean - difference.lower - half) < 1e-9);
  });
});
