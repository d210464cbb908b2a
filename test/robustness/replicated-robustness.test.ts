import assert from "node:assert/strict";
import { inverseLogit, inverseProbit, logit, probit } from "../../lib/numerics";
import { replicatedRobustness, type Replicate } from "../../lib/robustness";

const references = [0.3, 0.4, 0.55, 0.7, 0.8, 0.9];

/** A baseline on its own line of the probit scale, and two models above it by so much. */
function replicate(
  robustness: number,
  { slope = 0.8, intercept = -0.5, at = [0.5, 0.75], known = references } = {},
): Replicate {
  const line = (reference: number) =>
    inverseProbit(slope * probit(reference) + intercept);
  return {
    baseline: { reference: known, shifted: known.map(line) },
    group: {
      reference: at,
      shifted: at.map((reference) => line(reference) + robustness),
    },
  };
}

/** A baseline that tells nothing of shifted accuracies, and a model above them. */
const flat = (difference: number): Replicate => ({
  baseline: { reference: references, shifted: references.map(() => 0.4) },
  group: { reference: [0.6], shifted: [0.4 + difference] },
});

const near = (found: number, expected: number) =>
  assert.ok(
    Math.abs(found - expected) < 1e-9,
    `${found}, expected ${expected}`,
  );

describe("replicatedRobustness", () => {
  it("finds a robustness that is known, each replicate by a line of its own", () => {
    const found = replicatedRobustness([
      replicate(0.05),
      replicate(0.05, { slope: 1.1, intercept: -0.3 }),
      replicate(0.05, { slope: 0.6, intercept: -0.8 }),
    ]);
    assert.equal(found.measure, "effective robustness");
    for (const value of [found.mean, found.lower, found.upper]) {
      near(value, 0.05);
    }
    near(found.medianRSquared, 1);
    assert.equal(found.isLine, true);
    assert.equal(found.count, 6);
    assert.equal(found.extrapolated, 0);
  });

  it("puts Student's interval over replicates around their mean", () => {
    // Means 0.03 and 0.05: standard error 0.01; t with one degree of freedom is 12.7062 at 95 %, and 1 at 50 %.
    const both = [replicate(0.03), replicate(0.05)];
    const found = replicatedRobustness(both);
    near(found.mean, 0.04);
    assert.ok(Math.abs(found.upper - (0.04 + 0.127062)) < 1e-6);
    assert.ok(Math.abs(found.lower - (0.04 - 0.127062)) < 1e-6);
    const half = replicatedRobustness(both, { level: 0.5 });
    near(half.lower, 0.03);
    near(half.upper, 0.05);
  });

  it("finds a robustness above lines of the logit scale, where it is asked for", () => {
    const onLogit = (reference: number) =>
      inverseLogit(0.7 * logit(reference) - 0.9);
    const replicates = [0.02, 0.06].map((robustness) => ({
      baseline: { reference: references, shifted: references.map(onLogit) },
      // Far beyond the baseline, where the two scales part.
      group: { reference: [0.02], shifted: [onLogit(0.02) + robustness] },
    }));
    near(replicatedRobustness(replicates, { scale: "logit" }).mean, 0.04);
    const { mean } = replicatedRobustness(replicates);
    assert.ok(Math.abs(mean - 0.04) > 1e-3);
  });

  it("weighs replicates alike, whatever the size of their groups", () => {
    const found = replicatedRobustness([
      replicate(0.01, { at: [0.5] }),
      replicate(0.03, { at: [0.4, 0.5, 0.6, 0.7] }),
    ]);
    near(found.mean, 0.02);
    assert.equal(found.count, 5);
  });

  it("moves by its share where one replicate's models are shifted by a constant", () => {
    const replicates = [replicate(0.01), replicate(0.04), replicate(-0.02)];
    const before = replicatedRobustness(replicates);
    const after = replicatedRobustness(
      replicates.map(({ baseline, group }, r) => ({
        baseline,
        group: {
          ...group,
          shifted: Array.from(group.shifted, (a) => (r === 1 ? a + 0.06 : a)),
        },
      })),
    );
    near(after.mean - before.mean, 0.02);
    assert.deepEqual(
      after.replicates.map(
        (each, r) => +(each - before.replicates[r]).toFixed(9),
      ),
      [0, 0.06, 0],
    );
  });

  it("does not depend on the order of rows or replicates", () => {
    const replicates = [replicate(0.01), flat(0.1), replicate(0.04)];
    const turned = ({ reference, shifted }: Replicate["group"]) => ({
      reference: Array.from(reference).reverse(),
      shifted: Array.from(shifted).reverse(),
    });
    const found = replicatedRobustness(replicates);
    const again = replicatedRobustness(
      replicates
        .map(({ baseline, group }) => ({
          baseline: turned(baseline),
          group: turned(group),
        }))
        .reverse(),
    );
    near(again.mean, found.mean);
    near(again.lower, found.lower);
    near(again.medianRSquared, found.medianRSquared);
    again.replicates.reverse().forEach((each, r) => {
      near(each, found.replicates[r]);
    });
  });

  it("takes matched differences where baselines are no lines", () => {
    const found = replicatedRobustness([flat(0.1), flat(0.2)]);
    assert.equal(found.measure, "matched difference");
    assert.equal(found.isLine, false);
    assert.deepEqual(found.rSquared, [0, 0]);
    near(found.mean, 0.15);
    near(found.replicates[0], 0.1);
  });

  it("judges by the median R², and by the least that is asked for", () => {
    const most = [replicate(0.1), flat(0.1), replicate(0.1)];
    const found = replicatedRobustness(most);
    assert.equal(found.isLine, true);
    assert.deepEqual(
      found.rSquared.map((value) => +value.toFixed(9)),
      [1, 0, 1],
    );
    const few = [flat(0.1), flat(0.1), replicate(0.1)];
    assert.equal(replicatedRobustness(few).isLine, false);
    assert.equal(replicatedRobustness(few, { leastRSquared: 0 }).isLine, true);
  });

  it("counts models beyond the range of their own baseline", () => {
    const { extrapolated, count } = replicatedRobustness([
      replicate(0.01, { at: [0.2, 0.5, 0.95] }),
      replicate(0.01, { at: [0.4, 0.8], known: [0.4, 0.6, 0.8] }), // its very ends
      replicate(0.01, { at: [0.35, 0.85], known: [0.4, 0.6, 0.8] }),
    ]);
    assert.equal(extrapolated, 4);
    assert.equal(count, 7);
  });

  const refusals: [string, Replicate[], RegExp][] = [
    ["none", [], /at least 2 of them, got 0: run more seeds/],
    ["one replicate", [replicate(0.1)], /at least 2 of them, got 1: run more/],
    [
      "an empty group",
      [replicate(0.1), replicate(0.1, { at: [] })],
      /Replicate 1 has no models in its group/,
    ],
    [
      "per cent",
      [
        replicate(0.1),
        { ...replicate(0.1), group: { reference: [0.5], shifted: [57] } },
      ],
      /57: these look like per cent; divide by 100/,
    ],
    [
      "a baseline of two",
      [
        replicate(0.1),
        {
          ...replicate(0.1),
          baseline: { reference: [0.5, 0.6], shifted: [0.4, 0.5] },
        },
      ],
      /at least 3 baseline models, got 2/,
    ],
  ];
  for (const [name, replicates, message] of refusals) {
    it(`refuses ${name}`, () => {
      assert.throws(() => replicatedRobustness(replicates), {
        name: "RangeError",
        message,
      });
    });
  }
});
