import assert from "node:assert/strict";
import {
  compareKinds,
  replicatesOf,
  syntheticRobustness,
  type SyntheticRobustness,
  pairedAccuracies,
} from "../../../lib/studies";
import { resultsTable } from "../../../lib/runs/store/results-table";
import type { RunRecord } from "../../../lib/runs/store/results-index";
import { alongRun, measuredRun, onLine } from "../measured-runs";

/** The baseline of one seed under one shift, on a line that differs by seed. */
const baseline = (split: string, seed: number) =>
  measuredRun({
    experiment: `baseline, ${split}`,
    seed,
    labels: { part: "baseline", source: "none", strategy: "from-scratch" },
    moments: Object.fromEntries(
      alongRun.map((reference, epoch) => [
        epoch + 1,
        { reference, [split]: onLine(reference, 0.8, -0.1 * seed) },
      ]),
    ),
  });

/** A fine-tuned network of this effective robustness at its end, and of another one before. */
const tuned = (
  split: string,
  seed: number,
  robustness: number,
  { source = "broad", strategy = "full", part = "fine-tuned" } = {},
) =>
  measuredRun({
    experiment: `${part}, ${split}, ${source}, ${strategy}`,
    seed,
    labels: { part, source, strategy },
    moments: {
      1: { reference: 0.6, [split]: 0.99 },
      3: {
        reference: 0.75,
        [split]: onLine(0.75, 0.8, -0.1 * seed) + robustness,
      },
    },
  });

/** Baseline and fine-tuned network of each seed under one shift. */
const seeds = (split: string, robustness: number[], source = "broad") =>
  robustness.flatMap((value, i) => [
    baseline(split, i + 1),
    tuned(split, i + 1, value, { source }),
  ]);

const measured = (...records: RunRecord[][]) =>
  syntheticRobustness(resultsTable(records.flat()));

describe("syntheticRobustness", () => {
  it("finds robustness that is known, by shift and source", () => {
    const rows = measured(
      seeds("vertical flip", [0.1, 0.12, 0.14]),
      [1, 2, 3].map((seed) =>
        tuned("vertical flip", seed, -0.05, { source: "plain" }),
      ),
      seeds("spurious tint", [0.03, 0, -0.03]),
      [1, 2, 3].map((seed) =>
        tuned("spurious tint", seed, 0.02 * seed, { source: "plain" }),
      ),
    );
    assert.deepEqual(
      rows.map(({ shift, kind, source, robustness, rule }) => [
        ...[shift, kind, source, +robustness.mean.toFixed(7), rule],
      ]),
      [
        ["vertical flip", "out-of-support", "broad", 0.12, "agrees"],
        ["vertical flip", "out-of-support", "plain", -0.05, "disagrees"],
        ["spurious tint", "in-support", "broad", 0, "undecided"],
        ["spurious tint", "in-support", "plain", 0.04, "undecided"],
      ],
    );
    // Of 0.1, 0.12 and 0.14 the standard error is 0.02/√3, and t with 2 degrees of freedom 4.302653.
    const [{ robustness }] = rows;
    assert.equal(robustness.measure, "effective robustness");
    assert.ok(Math.abs(robustness.upper - 0.12 - 0.0496828) < 1e-6);
    assert.equal(robustness.count, 3);
    assert.equal(robustness.extrapolated, 0);
  });

  it("holds against the rule a robustness in support either way and none out of support, and lets a wide interval decide nothing", () => {
    const rules = measured(
      seeds("label shift", [0.05, 0.06, 0.07]),
      seeds("spurious patch", [-0.05, -0.06, -0.07]),
      seeds("minority subgroup", [0.001, 0, -0.001]),
      seeds("noise", [0.05, 0, -0.05]),
      seeds("blur", [0.001, 0, -0.001]),
    ).map(({ shift, rule }) => [shift, rule]);
    assert.deepEqual(rules, [
      ["label shift", "disagrees"],
      ["spurious patch", "disagrees"],
      ["minority subgroup", "agrees"],
      ["noise", "undecided"],
      ["blur", "disagrees"],
    ]);
  });

  it("takes a source's strategies together, and no run of another part", () => {
    const [{ robustness }] = measured(
      seeds("blur", [0.1, 0.1]),
      [1, 2].map((seed) => tuned("blur", seed, 0.2, { strategy: "lp-ft" })),
      [1, 2].map((seed) => tuned("blur", seed, 0.25, { part: "epochs" })),
    );
    assert.ok(Math.abs(robustness.mean - 0.15) < 1e-7);
    assert.equal(robustness.count, 4);
  });

  it("needs more than one seed", () =>
    assert.throws(
      () => measured(seeds("blur", [0.1])),
      /at least 2 of them, got 1: run more seeds/,
    ));
});

describe("replicatesOf", () => {
  it("leaves out seeds that lack baseline or group, and sorts the others", () => {
    const rows = pairedAccuracies(
      resultsTable([
        ...[4, 1, 2].map((seed) => baseline("blur", seed)),
        ...[3, 2, 4].map((seed) => tuned("blur", seed, 0.1)),
      ]),
      "blur",
    );
    const replicates = replicatesOf(
      rows,
      { part: "baseline" },
      { part: "fine-tuned", source: "broad" },
    );
    assert.deepEqual(
      replicates.map(({ baseline: { reference }, group: { models } }) => [
        reference.length,
        Array.from(models!),
      ]),
      [
        [alongRun.length, ["fine-tuned, blur, broad, full, seed 2, epoch 3"]],
        [alongRun.length, ["fine-tuned, blur, broad, full, seed 4, epoch 3"]],
      ],
    );
    assert.deepEqual(
      replicatesOf(rows, { part: "baseline" }, { source: "no such" }),
      [],
    );
  });
});

describe("compareKinds", () => {
  const row = (
    kind: SyntheticRobustness["kind"],
    replicates: number[],
    source = "broad",
  ) =>
    ({
      kind,
      source,
      robustness: { replicates },
    }) as unknown as SyntheticRobustness;
  const inside = (...replicates: number[]) => row("in-support", replicates);
  const outside = (...replicates: number[]) =>
    row("out-of-support", replicates);

  it("averages over shifts within each replicate", () => {
    const { inSupport, outOfSupport, difference } = compareKinds(
      [
        inside(0.01, 0.03),
        inside(0.03, 0.05),
        outside(0.1, 0.14),
        outside(0.3, 0.3),
        row("in-support", [9, 9], "plain"),
      ],
      "broad",
    );
    // By replicate 0.02 and 0.04 in support, 0.2 and 0.22 out of it: differences without spread.
    assert.ok(Math.abs(inSupport.mean - 0.03) < 1e-12);
    assert.ok(Math.abs(outOfSupport.mean - 0.21) < 1e-12);
    assert.ok(Math.abs(inSupport.upper - (0.03 + 0.127062)) < 1e-6);
    assert.ok(Math.abs(difference.mean - 0.18) < 1e-12);
    assert.ok(difference.upper - difference.lower < 1e-12);
  });

  it("tests over shifts: of all ways to tell kinds apart, how many differ as much", () => {
    // Of the 210 ways to choose 4 of these 10, 4 differ as much (counted by Python's itertools).
    const apart = [
      ...[0.011, 0.013, -0.007, 0.002].map((v) => inside(v, v)),
      ...[0.053, 0.11, 0.071, 0.23, 0.047, 0.19].map((v) => outside(v, v)),
    ];
    const { pValue } = compareKinds(apart, "broad");
    assert.ok(Math.abs(pValue - 4 / 210) < 0.005, `p = ${pValue}`);
    assert.equal(compareKinds(apart, "broad").pValue, pValue);
    assert.notEqual(compareKinds(apart, "broad", { seed: 1 }).pValue, pValue);
    // 2 of 6 ways differ as much: one each way.
    const few = [inside(0, 0), inside(0, 0), outside(1, 1), outside(1, 1)];
    const third = compareKinds(few, "broad").pValue;
    assert.ok(Math.abs(third - 1 / 3) < 0.02, `p = ${third}`);
    const same = [inside(0.1, 0.2), outside(0.2, 0.1)];
    assert.equal(compareKinds(same, "broad").pValue, 1);
  });

  it("needs shifts of both kinds, with the same number of replicates", () => {
    assert.throws(() => compareKinds([inside(0, 0)], "broad"), {
      name: "RangeError",
      message: 'There is no out-of-support shift for the source "broad".',
    });
    assert.throws(
      () => compareKinds([inside(0, 0), outside(1, 1)], "plain"),
      /no in-support shift for the source "plain"/,
    );
    assert.throws(
      () =>
        compareKinds([inside(0, 0), inside(0, 0, 0), outside(1, 1)], "broad"),
      {
        name: "RangeError",
        message: /has 2, 3, 2 replicates under its shifts: the same number/,
      },
    );
  });
});
