import assert from "node:assert/strict";
import { probit, inverseProbit } from "../../../lib/numerics";
import { resultsTable } from "../../../lib/runs/store/results-table";
import type { RunRecord } from "../../../lib/runs/store/results-index";
import type { Json } from "../../../lib/files/canonical-json";
import {
  ALL,
  robustnessByBias,
  robustnessByKind,
  shiftRobustness,
} from "../../../lib/studies/synthetic-shifts/analyse";
import { linePanel } from "../../../lib/studies/synthetic-shifts/line-panel";
import { shiftAccuracies } from "../../../lib/studies/synthetic-shifts/results";

const provenance = {
  revision: null,
  versions: { node: "", tfjs: "", libtensorflow: "" },
  machine: "",
};

let next = 0;
const record = (
  labels: { [name: string]: Json },
  seed: number,
  rows: { epoch: number; split: string; accuracy: number }[],
): RunRecord => ({
  run: String(next++),
  experiment: JSON.stringify(labels),
  labels,
  seed,
  provenance,
  finished: "",
  seconds: 1,
  rows: rows.map(({ accuracy, ...row }) => ({
    ...row,
    correct: Math.round(1e6 * accuracy),
    total: 1e6,
    seconds: 1,
  })),
});

const scratch = {
  model: "residual-cnn",
  source: "none",
  method: "from-scratch",
  train: 2000,
  ofStudySize: true,
  setting: "",
};
const full = {
  model: "efficientnet-lite0",
  source: "imagenet",
  method: "full",
  train: 2000,
  ofStudySize: true,
  setting: "",
};

interface Trained {
  reference: string;
  seed: number;
  accuracies: number[];
}

const trainRun = (
  arm: typeof scratch,
  { reference, seed, accuracies }: Trained,
): RunRecord =>
  record(
    { part: "train", ...arm, reference, shift: null },
    seed,
    accuracies.flatMap((accuracy, i) => [
      { epoch: i + 1, split: "validation", accuracy: 0.5 },
      { epoch: i + 1, split: "reference", accuracy },
    ]),
  );

/** On a line of slope 1 in probit, lifted by the robustness. */
const evaluateRun = (
  arm: typeof scratch,
  { reference, seed, accuracies }: Trained,
  shift: string,
  robustness = 0,
): RunRecord =>
  record(
    { part: "evaluate", ...arm, reference, shift },
    seed,
    accuracies.map((accuracy, i) => ({
      epoch: i + 1,
      split: shift,
      accuracy: inverseProbit(probit(accuracy) - 0.5) + robustness,
    })),
  );

const along = [0.4, 0.5, 0.6, 0.7];
const atEnd = [0.5, 0.65];

/** Three seeds, in which robustness under each shift is known but for a tenth of a point. */
function study(robustness: { [shift: string]: number }) {
  const shifts = Object.keys(robustness);
  const referenceOf = (shift: string) =>
    shift === "spurious tint" ? shift : "untouched";
  const records = [1, 2, 3].flatMap((seed) => [
    ...[...new Set(shifts.map(referenceOf))].flatMap((reference) => [
      trainRun(scratch, { reference, seed, accuracies: along }),
      trainRun(full, { reference, seed, accuracies: atEnd }),
    ]),
    ...shifts.flatMap((shift) => {
      const where = { reference: referenceOf(shift), seed };
      const lift = robustness[shift] + 0.001 * (seed - 2);
      return [
        evaluateRun(scratch, { ...where, accuracies: along }, shift),
        evaluateRun(full, { ...where, accuracies: atEnd }, shift, lift),
      ];
    }),
  ]);
  return resultsTable(records);
}

describe("shiftAccuracies", () => {
  it("sets the accuracy on the reference set beside that on each shifted one, moment by moment", () => {
    const rows = shiftAccuracies(study({ "spurious tint": 0 }));
    assert.equal(rows.length, 3 * (4 + 2));
    const [first] = rows.filter(({ model }) => model === "residual-cnn");
    assert.deepEqual(
      [
        first.kind,
        first.seed,
        first.epoch,
        first.last,
        first.referenceAccuracy,
      ],
      ["in support", 1, 1, false, 0.4],
    );
    assert.equal(rows.filter(({ last }) => last).length, 6);
  });

  it("averages a natural shift over its classes", () => {
    const labels = { ...full, reference: "untouched" };
    const rows = shiftAccuracies(
      resultsTable([
        record({ part: "train", ...labels, shift: null }, 1, [
          { epoch: 1, split: "reference", accuracy: 0.8 },
        ]),
        record({ part: "evaluate", ...labels, shift: "drawings-line-art" }, 1, [
          { epoch: 1, split: "drawings-line-art: cat", accuracy: 0.2 },
          { epoch: 1, split: "drawings-line-art: dog", accuracy: 0.6 },
        ]),
      ]),
    );
    assert.deepEqual(
      rows.map(({ kind, shiftedAccuracy }) => [kind, shiftedAccuracy]),
      [["natural", 0.4]],
    );
  });

  it("gives none of no results", () => {
    assert.deepEqual(shiftAccuracies(resultsTable([])), []);
  });
});

describe("shiftRobustness", () => {
  const rows = shiftRobustness(
    shiftAccuracies(
      study({ "spurious tint": 0.005, "vertical flip": 0.1, negative: -0.05 }),
    ),
  );
  const of = (shift: string, group: string = ALL) =>
    rows.find((row) => row.shift === shift && row.group === group)!;

  it("finds robustness that is known, of the end of training alone", () => {
    assert.ok(Math.abs(of("vertical flip").robustness.mean - 0.1) < 1e-4);
    assert.equal(of("vertical flip").robustness.count, 3);
    assert.ok(of("vertical flip").robustness.isLine);
    assert.deepEqual(
      of("vertical flip", "efficientnet-lite0, full").robustness,
      of("vertical flip").robustness,
    );
  });

  it("judges each by the kind of its shift", () => {
    assert.deepEqual(
      rows
        .filter(({ group }) => group === ALL)
        .map(({ shift, verdict, rule }) => [shift, verdict, rule]),
      [
        ["spurious tint", "about zero", "agrees"],
        ["vertical flip", "above zero", "agrees"],
        ["negative", "below zero", "disagrees"],
      ],
    );
  });

  it("names what is missing where there is nothing to average", () => {
    assert.throws(() => robustnessByKind([]), /takes two seeds/);
  });

  it("says nothing of a shift with one seed", () => {
    const one = shiftAccuracies(study({ "vertical flip": 0.1 })).filter(
      ({ seed }) => seed === 1,
    );
    assert.deepEqual(shiftRobustness(one), []);
  });

  it("averages over the shifts of a kind within each seed", () => {
    const { means, difference } = robustnessByKind(rows);
    assert.deepEqual(
      means.map(({ kind, shifts }) => [kind, shifts]),
      [
        ["in support", 1],
        ["out of support", 2],
      ],
    );
    assert.ok(Math.abs(means[1].robustness.mean - 0.025) < 1e-4);
    assert.ok(Math.abs(difference!.mean - 0.02) < 1e-4);
  });
});

describe("robustnessByBias", () => {
  const sizes = [500, 2000];
  const tint = { 0.5: "spurious tint", 0.9: "spurious tint, p = 0.9" };
  const lifted = (train: number, strength: number) =>
    train === 500 ? strength / 10 : 0;
  const records = [1, 2].flatMap((seed) =>
    Object.entries(tint).flatMap(([strength, shift]) => {
      const where = { reference: shift, seed };
      const onLine = { ...where, accuracies: along };
      const few = { ...scratch, train: 500, ofStudySize: false };
      return [
        trainRun(scratch, onLine),
        evaluateRun(scratch, onLine, shift),
        trainRun(few, { ...where, accuracies: [0.4] }),
        evaluateRun(few, { ...where, accuracies: [0.4] }, shift),
        ...sizes.flatMap((train) => {
          const arm = { ...full, train, ofStudySize: train === 2000 };
          const ended = { ...where, accuracies: atEnd };
          const lift = lifted(train, Number(strength));
          return [trainRun(arm, ended), evaluateRun(arm, ended, shift, lift)];
        }),
      ];
    }),
  );
  const rows = shiftAccuracies(resultsTable(records));

  it("finds robustness by strength and number of images, and none of networks from scratch on few images", () => {
    const found = robustnessByBias(rows).map(
      ({ strength, group, train, robustness }) => [
        strength,
        group,
        train,
        Number(robustness.mean.toFixed(4)) || 0,
      ],
    );
    assert.deepEqual(found, [
      [0.5, "efficientnet-lite0, full", 500, 0.05],
      [0.5, "efficientnet-lite0, full", 2000, 0],
      [0.5, "residual-cnn, from-scratch", 500, 0],
      [0.9, "efficientnet-lite0, full", 500, 0.09],
      [0.9, "efficientnet-lite0, full", 2000, 0],
      [0.9, "residual-cnn, from-scratch", 500, 0],
    ]);
  });

  it("is left out of the closing table: other strengths, and fewer images", () => {
    const table = shiftRobustness(rows);
    assert.deepEqual(
      [...new Set(table.map(({ shift }) => shift))],
      ["spurious tint"],
    );
    assert.ok(Math.abs(table[0].robustness.mean) < 1e-6);
  });
});

describe("linePanel", () => {
  const rows = shiftAccuracies(study({ "unseen tint": 0.07 }));
  const table = shiftRobustness(rows);

  it("holds the line through all baselines, the networks at their end, and the closing table's number", () => {
    const { baselines, pretrained, line, effectiveRobustness } = linePanel(
      rows,
      table,
      "unseen tint",
    );
    assert.equal(baselines.length, 3 * 4);
    assert.equal(pretrained.length, 3);
    assert.equal(pretrained[0].source, "efficientnet-lite0");
    assert.ok(Math.abs(line!.slope - 1) < 1e-3);
    assert.ok(Math.abs(effectiveRobustness!.mean - 0.07) < 1e-3);
  });

  it("draws no line where each repetition has one of its own, and all together none", () => {
    // Repetition by repetition all lies lower, on the same slope.
    const apart = rows.map((row) => ({
      ...row,
      shiftedAccuracy: inverseProbit(
        probit(row.shiftedAccuracy) - 0.7 * (row.seed - 1),
      ),
    }));
    const found = shiftRobustness(apart);
    assert.ok(found[0].robustness.isLine);
    const { line, effectiveRobustness } = linePanel(
      apart,
      found,
      "unseen tint",
    );
    assert.deepEqual([line, effectiveRobustness], [undefined, undefined]);
  });

  it("refuses a shift that the table lacks, naming those that there are", () => {
    assert.throws(
      () => linePanel(rows, table, "blur"),
      /no robustness under "blur"\..*unseen tint/,
    );
  });
});
