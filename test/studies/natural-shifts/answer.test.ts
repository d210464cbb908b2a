import assert from "node:assert/strict";
import {
  agreementRows,
  answeredMixtures,
  chosenRows,
  classifierRows,
  contraryText,
  differenceText,
  epsilonPoints,
  knownParts,
  leaveOneShiftOut,
  naturalAnswer,
  otherWayText,
  partPanel,
  partRows,
  partTable,
  partTitle,
  predictionRows,
  predictionText,
  ratioPoints,
  ratioSeries,
  scoreBars,
  scoreMixtures,
  scoreRows,
  splitSamples,
  studyCostText,
  type MixtureScore,
  type PartRobustness,
  type ShiftShare,
} from "../../../lib/studies";
import { madeResults, MIXTURE, mixtureDomain } from "./made-results";

const interval = (mean: number, half = 0.01) => ({
  mean,
  lower: mean - half,
  upper: mean + half,
});
const score = (more: Partial<MixtureScore> = {}): MixtureScore => ({
  fresh: "drawings",
  share: 0.5,
  method: "linear",
  calibration: "scale",
  epsilon: 0.1,
  mixtures: 1,
  precision: interval(0.9),
  recall: interval(0.8),
  logBias: 0,
  logError: Math.LN2,
  ...more,
});

describe("naturalAnswer", () => {
  const results = madeResults(8, 0.25);
  const known = knownParts(results, MIXTURE, { resamples: 20 });

  it("says what either part gains, and what is found where it is common and rare", () => {
    const text = naturalAnswer(known, [
      score({ share: 0.02, recall: interval(0.05) }),
      score(),
      score({ method: "cnn", recall: interval(1) }),
      score({ share: 0.1, recall: interval(0.4) }),
    ]);
    assert.match(
      text,
      /pre-training brings \*\*\d+\.\d \[.*\]\*\* points \(above zero\) on drawings; on the other photographs \*\*/,
    );
    assert.match(text, /points \([a-z ]+\) beside drawings\. The paper/);
    assert.match(
      text,
      /finds, of drawings \*\*80 %\*\* where they make up 50 % of the shifted images and \*\*5 %\*\* where they make up 2 %\.$/,
    );
  });

  it("says where a part is not measured yet", () => {
    const none = knownParts({ ...results, models: [] }, MIXTURE);
    assert.match(
      naturalAnswer(none, [score()]),
      /what is not measured yet on drawings; /,
    );
  });
});

describe("differenceText", () => {
  it("says each difference with its verdict, or that there is none", () => {
    assert.equal(
      differenceText([
        { shift: "50 % drawings, mixture 1", ...interval(0.03, 0.04) },
        { shift: "50 % flips, mixture 1", ...interval(0.16) },
      ]),
      "Within one mixture, pre-training brings on what is new, beyond what it brings beside it: drawings **3.0 [−1.0, 7.0]** points (undecided) and flips **16.0 [15.0, 17.0]** points (above zero).",
    );
    assert.match(differenceText([]), /cannot be compared/);
  });
});

describe("otherWayText", () => {
  const other = { method: "neighbours", calibration: "monotone" } as const;

  it("has a line for each new part and share that both ways split", () => {
    const none = score({ share: 0.02, recall: interval(0, 0) });
    delete none.precision;
    const text = otherWayText(
      [
        none,
        score({ share: 0.02, ...other }),
        score(),
        score({ ...other, recall: interval(0.95) }),
        score({ fresh: "flips" }),
      ],
      other,
    );
    assert.deepEqual(text.split("\n"), [
      "- **2 % drawings**: 0 [0, 0] % found by the paper's way, 80 [79, 81] % (90 % of what it calls new is new) by nearest neighbours, monotone.",
      "- **50 % drawings**: 80 [79, 81] % found by the paper's way, 95 [94, 96] % (90 % of what it calls new is new) by nearest neighbours, monotone.",
    ]);
  });
});

describe("predictionText", () => {
  const rows = (slope: number): ShiftShare[] =>
    [0, 0.05, 0.2, 0.5, 0.9, 1].map((share, i) => ({
      shift: `shift-${i}`,
      kind: i < 2 ? "in support" : "natural",
      share: interval(share),
      divergence: share,
      robustness: interval(slope * share + (i % 2 ? 0.02 : -0.02)),
      isLine: i !== 2,
    }));

  it("says that a share tells something only where it errs less than the mean", () => {
    assert.match(
      predictionText(leaveOneShiftOut(rows(0.5))),
      /^Over 6 shifts, .* correlation of \*\*1\.00 \[0\.\d\d, .*the share out of support tells something of what pre-training brings; the larger it is, the more\.$/,
    );
    assert.match(
      predictionText(leaveOneShiftOut(rows(-0.5))),
      /; the larger it is, the less\.$/,
    );
    assert.match(
      predictionText(leaveOneShiftOut(rows(0), { by: "divergence" })),
      /the divergence alone does not tell/,
    );
  });

  it("is drawn with the greatest share first, measured beside predicted", () => {
    const shares = rows(0.5);
    const drawn = predictionRows(shares, leaveOneShiftOut(shares));
    assert.deepEqual(
      drawn.slice(0, 2).map(({ shift, source }) => [shift, source]),
      [
        ["shift 5: 100 %", "measured"],
        ["shift 5: 100 %", "predicted"],
      ],
    );
    assert.equal(drawn.at(-1)!.kind, "in support");
    assert.ok(drawn.some(({ isLine }) => !isLine));
  });
});

describe("contraryText", () => {
  const row = (shift: string, share: number, gain: number): ShiftShare => ({
    shift,
    kind: "out of support",
    share: interval(share),
    divergence: share,
    robustness: interval(gain),
    isLine: true,
  });

  it("names what is mostly out of support without a gain, and what gains though it is not", () => {
    assert.equal(
      contraryText([
        row("noise", 0.97, -0.08),
        row("drawings-line-art", 0.99, 0.005),
        row("blur", 0.99, 0.1),
        row("negative", 0.08, 0.38),
        row("label shift", 0.01, 0),
        row("rotation", 0.4, 0.2),
      ]),
      "Mostly out of support, and yet no gain that is above zero: noise (97 % out; −8.0 [−9.0, −7.0]) and drawings line art (99 % out; 0.5 [−0.5, 1.5]). " +
        "Hardly out of support, and yet a gain: negative (8 % out; 38.0 [37.0, 39.0]).",
    );
  });

  it("says where none does", () =>
    assert.match(
      contraryText([row("blur", 0.9, 0.1)]),
      /No shift says otherwise/,
    ));
});

describe("views of parts", () => {
  const results = madeResults(8, 0.25);
  const parts = knownParts(results, MIXTURE, { resamples: 20 });
  const small: PartRobustness = {
    shift: "drawings-line-art",
    by: "linear",
    part: "in support",
    members: new Int32Array(7),
  };

  it("are rows of a forest plot, without parts that are too small", () => {
    assert.deepEqual(
      partRows([...parts, small]).map(({ shift, kind }) => [shift, kind]),
      [
        ["beside drawings", "in support"],
        ["new: drawings", "out of support"],
      ],
    );
    assert.equal(partTitle(small), "drawings line art, in support");
  });

  it("are a table that says which part is too small", () => {
    const [first, , last] = partTable([...parts, small]);
    assert.equal(first.count, 80);
    assert.equal(first.measure, "effective robustness");
    assert.deepEqual(
      [last.count, last.points, last.measure],
      [7, "–", "too few to measure"],
    );
  });

  it("are panels of all repetitions, with a line where there is one", () => {
    const { baselines, pretrained, line } = partPanel(parts[1]);
    assert.equal(baselines.length, 15);
    assert.equal(pretrained.length, 3);
    assert.equal(line, undefined); // 80 images are too few for a line
    const withBaseline = (shifted: number[]) =>
      partPanel({
        ...parts[1],
        robustness: {
          ...parts[1].robustness!,
          isLine: true,
          baseline: { reference: [0.5, 0.6, 0.7], shifted },
        },
      });
    const lined = withBaseline([0.4, 0.5, 0.6]);
    assert.equal(lined.line!.count, 3);
    const apart = withBaseline([0.4, 0.7, 0.5]);
    assert.equal(apart.line, undefined);
    assert.equal(apart.effectiveRobustness, undefined);
    assert.equal(lined.effectiveRobustness!.mean, parts[1].robustness!.mean);
    assert.throws(
      () => partPanel(small),
      /"drawings-line-art", in support, is not measured/,
    );
  });
});

describe("views of splits", () => {
  const results = madeResults(8, 0.25);

  it("show reference images and either part, and nothing for a part that is empty", () => {
    const labels = splitSamples(results, MIXTURE).map(({ label }) => label);
    assert.deepEqual(labels, [
      "Reference",
      "50 % drawings: put in support, rightly",
      "50 % drawings: put out of support",
    ]);
    const missed = splitSamples(madeResults(-1, 0), MIXTURE);
    assert.ok(
      missed.some(({ label }) => label.endsWith("put in support, though new")),
    );
    assert.ok(missed.every(({ shape }) => shape[0] > 0 && shape[0] <= 10));
  });

  it("tell a mixture's old and new images apart in the histogram", () => {
    const points = ratioPoints(results, MIXTURE);
    const total = (name: string) =>
      points
        .filter(({ series }) => series === name)
        .reduce((sum, { y }) => sum + y, 0);
    for (const series of ratioSeries)
      assert.ok(Math.abs(total(series) - 1) < 1e-9, series);
  });

  it("are tables and bars of what the classifiers found", () => {
    const [row] = classifierRows(results, [MIXTURE]);
    assert.equal(row.classifier, "logistic regression");
    assert.match(String(row["out of support"]), /^50\.0 \[/);
    const domains = [mixtureDomain(8), mixtureDomain(8, { method: "cnn" })];
    const scores = scoreMixtures(domains, { epsilons: [0.1, 0.5] });
    const [ours] = agreementRows({ domains });
    assert.deepEqual([ours["same side"], ours["κ"]], ["100.0 %", "1.00"]);
    const strict = scores.filter(({ epsilon }) => epsilon === 0.1);
    assert.equal(scoreBars(strict, "drawings", "recall").length, 2);
    assert.deepEqual(
      scoreBars([score({ precision: undefined })], "drawings", "precision"),
      [],
    );
    assert.equal(epsilonPoints(scores, "drawings", "precision").length, 4);
    assert.equal(
      scoreRows([score()])[0]["logistic regression"],
      "80 % / 90 % / 2.00",
    );
  });

  it("name the chosen candidate, the mixtures that are answered, and what is missing", () => {
    const trial = (told: string, auc: number) =>
      ({ shift: "drawings-line-art", method: "linear", told, auc }) as const;
    const [chosen] = chosenRows({
      trials: [trial("l2 1", 0.9), trial("l2 10", 0.95)],
    });
    assert.deepEqual(
      [chosen.chosen, chosen["others' AUC"]],
      ["l2 10", "0.900"],
    );
    assert.deepEqual(answeredMixtures(results), [MIXTURE]);
    assert.deepEqual(answeredMixtures({ ...results, models: [] }), []);
    const cost = { runs: 4, missing: 0, seconds: 150 };
    assert.match(studyCostText(cost), /^4 runs, 3 minutes/);
    assert.match(
      studyCostText({ ...cost, missing: 2 }),
      /2 runs are not computed yet/,
    );
  });
});
