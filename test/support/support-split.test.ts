import assert from "node:assert/strict";
import { randomStream, standardDeviation } from "../../lib/numerics";
import {
  areaUnderRoc,
  areaUnderRocInterval,
  calibrationError,
  reliability,
  defaultEpsilons,
  splitBySupport,
  ratioHistogram,
  splitAgreement,
} from "../../lib/support";
import { assertClose } from "../reference-values";

describe("splitBySupport", () => {
  it("puts out of support what has a ratio of 1/ε or more", () => {
    const split = splitBySupport([0, 9.999, 10, 11, Infinity, 1]);
    assert.deepEqual([...split.inSupport], [0, 1, 5]);
    assert.deepEqual([...split.outOfSupport], [2, 3, 4]);
    assert.equal(split.outShare.mean, 0.5);
    // Clopper and Pearson, 3 of 6.
    assertClose(
      [split.outShare.lower, split.outShare.upper],
      [0.11811724, 0.88188276],
      1e-7,
    );
  });

  it("moves examples one way as ε grows over the twelve values", () => {
    const random = randomStream(1, "split test");
    const ratios = Array.from({ length: 500 }, () =>
      Math.exp(random.normal(0, 4)),
    );
    const sizes = defaultEpsilons.map(
      (epsilon) => splitBySupport(ratios, { epsilon }).outOfSupport.length,
    );
    assert.equal(sizes.length, 12);
    assert.deepEqual([defaultEpsilons[0], defaultEpsilons.at(-1)], [1e-4, 0.5]);
    sizes.slice(1).forEach((size, i) => assert.ok(size >= sizes[i]));
    assert.ok(sizes[11] > sizes[0]);
  });

  it("says which class a split lacks, and which split is empty", () => {
    const { notes } = splitBySupport([1, 2, 100, 200], {
      labels: Uint8Array.from([0, 7, 0, 0]),
    });
    assert.deepEqual(notes.length, 1);
    assert.match(notes[0], /out-of-support split lacks class 7/);
    assert.match(
      splitBySupport([100, 100]).notes.join(),
      /in-support split is empty/,
    );
  });

  it("refuses no ratios, negative ones and NaN, ε out of range, labels of another number", () => {
    assert.throws(() => splitBySupport([]), /no ratios/);
    assert.throws(() => splitBySupport([1, -1]), /Ratio 1 is -1/);
    assert.throws(() => splitBySupport([NaN]), /Ratio 0 is NaN/);
    for (const epsilon of [0, 1, NaN])
      assert.throws(
        () => splitBySupport([1], { epsilon }),
        /option epsilon is/,
      );
    assert.throws(
      () => splitBySupport([1], { labels: new Uint8Array(2) }),
      /2 labels for 1 ratios/,
    );
  });
});

describe("areaUnderRocInterval", () => {
  it("has the variance of DeLong's placement values, counted pair by pair", () => {
    const random = randomStream(2, "DeLong");
    const labels = Array.from({ length: 90 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const scores = labels.map((l) => Math.round(2 * random.normal(l)) / 2);
    const psi = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
    const of = (label: number) => scores.filter((_, i) => labels[i] === label);
    const [pos, neg] = [of(1), of(0)];
    const share = (all: number[]) => all.reduce((a, b) => a + b) / all.length;
    const v10 = pos.map((s) => share(neg.map((t) => psi(s, t))));
    const v01 = neg.map((t) => share(pos.map((s) => psi(s, t))));
    const error = Math.sqrt(
      standardDeviation(v10) ** 2 / pos.length +
        standardDeviation(v01) ** 2 / neg.length,
    );
    const auc = share(v10);
    const half = (1.959963984540054 * error) / (auc * (1 - auc));
    const at = (sign: number) =>
      1 / (1 + Math.exp(-(Math.log(auc / (1 - auc)) + sign * half)));
    const found = areaUnderRocInterval(scores, labels);
    assertClose(
      [found.mean, found.lower, found.upper],
      [auc, at(-1), at(1)],
      1e-12,
    );
    assert.equal(found.mean, areaUnderRoc(scores, labels));
  });

  it("covers the true AUC about as often as it says", () => {
    const random = randomStream(3, "coverage");
    let covered = 0;
    for (let trial = 0; trial < 400; trial++) {
      const labels = Array.from({ length: 80 }, (_, i) => i % 2);
      const scores = labels.map((l) => random.normal(1.5 * l));
      const { lower, upper } = areaUnderRocInterval(scores, labels);
      // Φ(1.5 / √2)
      if (lower <= 0.8555778 && 0.8555778 <= upper) covered++;
    }
    assert.ok(covered / 400 > 0.92 && covered / 400 < 0.98, `${covered}`);
  });

  it("keeps a lower end below 1 for separable domains", () => {
    const { mean, lower, upper } = areaUnderRocInterval(
      [1, 2, 3, 4, 5, 6],
      [0, 0, 0, 1, 1, 1],
    );
    assert.deepEqual([mean, upper], [1, 1]);
    // Clopper and Pearson, 3 of 3: 0.025^(1/3).
    assertClose([lower], [Math.cbrt(0.025)], 1e-9);
  });

  it("refuses a single example of a domain, and a level in per cent", () => {
    assert.throws(
      () => areaUnderRocInterval([1, 2, 3], [0, 0, 1]),
      /got 1 shifted and 2 reference/,
    );
    assert.throws(
      () => areaUnderRocInterval([1, 2], [0, 1], { level: 95 }),
      /0\.95/,
    );
  });
});

describe("reliability", () => {
  it("lies on the diagonal where the scores are the log-odds, up to scale", () => {
    const random = randomStream(4, "reliability");
    const logOdds = Array.from({ length: 30_000 }, () => random.normal(0, 2));
    const labels = logOdds.map((l) =>
      random.uniform() < 1 / (1 + Math.exp(-l)) ? 1 : 0,
    );
    const bins = reliability(
      logOdds.map((l) => 7 * l),
      labels,
    );
    assert.equal(bins.length, 10);
    assert.equal(
      bins.reduce((sum, { count }) => sum + count, 0),
      30_000,
    );
    assert.ok(calibrationError(bins) < 0.01);
    for (const bin of bins)
      assert.ok(bin.lower < bin.observed && bin.observed < bin.upper);
  });

  it("shows what one scalar cannot mend", () => {
    const random = randomStream(5, "biased scores");
    const labels = Array.from({ length: 4000 }, (_, i) => i % 2);
    const scores = labels.map((l) => random.normal(l - 0.5) + 2);
    assert.ok(calibrationError(reliability(scores, labels)) > 0.05);
  });

  it("leaves out empty bins and handles separable domains", () => {
    const bins = reliability([-1, -2, 3, 1], [0, 0, 1, 1]);
    assert.deepEqual(
      bins.map(({ predicted, observed, count }) => [
        predicted,
        observed,
        count,
      ]),
      [
        [0, 0, 2],
        [1, 1, 2],
      ],
    );
    assert.throws(() => reliability([1, 2], [0, 1], { bins: 0 }), /bins/);
  });
});

describe("ratioHistogram", () => {
  it("counts by powers of ten, what is beyond in the outer bins", () => {
    const bins = ratioHistogram([0, 1e-9, 0.5, 1, 9.99, 10, 1e7, Infinity], {
      from: -1,
      to: 2,
    });
    assert.deepEqual(
      bins.map(({ from, to, count }) => [from, to, count]),
      [
        [-1, 0, 3],
        [0, 1, 2],
        [1, 2, 3],
      ],
    );
    assert.equal(
      bins.reduce((sum, { share }) => sum + share, 0),
      1,
    );
  });
  it("refuses NaN, no ratios and no bins", () => {
    assert.throws(() => ratioHistogram([NaN]), /Ratio 0 is NaN/);
    assert.throws(() => ratioHistogram([]), /0 ratios/);
    assert.throws(() => ratioHistogram([1], { from: 2, to: 1 }), /2 to 1/);
  });
});

describe("splitAgreement", () => {
  it("counts sides, corrects for chance, and compares ranks", () => {
    const found = splitAgreement([1, 2, 20, 30], [1, 40, 2, 50]);
    assert.deepEqual(
      [found.both, found.onlyFirst, found.onlySecond, found.neither],
      [1, 1, 1, 1],
    );
    assert.equal(found.agreement, 0.5);
    assert.equal(found.kappa, 0);
    assertClose([found.rankCorrelation], [0.8], 1e-12);
  });
  it("is perfect with itself, even where all is on one side", () => {
    assert.equal(splitAgreement([1, 2, 3], [1, 2, 3]).kappa, 1);
    assert.equal(splitAgreement([1, 99], [1, 99]).kappa, 1);
  });
  it("refuses different examples", () =>
    assert.throws(() => splitAgreement([1], [1, 2]), /1 and 2 ratios/));
});
