import assert from "node:assert/strict";
import { inverseProbit, randomStream } from "../../lib/numerics";
import { diagnoseLine } from "../../lib/robustness";

const random = randomStream(1, "diagnosis test");
const z = Array.from({ length: 40 }, (_, i) => -0.2 + i / 25);
const noise = z.map(() => random.normal(0, 0.02));

/** A baseline whose shifted accuracies follow a rule on the probit scale. */
const following = (rule: (z: number, i: number) => number) => ({
  reference: z.map(inverseProbit),
  shifted: z.map((value, i) => inverseProbit(rule(value, i) + noise[i])),
});
const straight = (value: number) => 0.9 * value - 0.3;

describe("diagnoseLine", () => {
  it("lets a line be a line", () => {
    const diagnosis = diagnoseLine(following(straight));
    assert.equal(diagnosis.isLine, true);
    assert.deepEqual(diagnosis.reasons, []);
    assert.deepEqual(diagnosis.outliers, []);
    const sum = diagnosis.leverage.reduce((total, h) => total + h, 0);
    assert.ok(Math.abs(sum - 2) < 1e-12); // trace of the hat matrix
  });

  it("sees a cloud", () => {
    const { isLine, reasons } = diagnoseLine(
      following((_, i) => noise[(i * 7) % 40] * 20),
    );
    assert.equal(isLine, false);
    assert.match(reasons.join(" "), /R² is 0\.\d+, below 0\.9/);
  });

  it("sees a bend, and passes one too slight to matter", () => {
    const bent = diagnoseLine(following((v) => straight(v) + 0.6 * v * v));
    assert.match(bent.reasons.join(" "), /The points bend/);
    assert.ok(bent.line.rSquared > 0.9); // R² alone would not have told
    const slight = diagnoseLine(following((v) => straight(v) + 0.1 * v * v));
    assert.equal(slight.isLine, true);
    assert.match(slight.warnings.join(" "), /The points bend/);
  });

  it("has the quadratic term's t that removing it in two steps gives", () => {
    // Frisch–Waugh: regress residuals of y on residuals of x², both after the line.
    const baseline = following((v) => straight(v) + 0.1 * v * v);
    const { curvature, line } = diagnoseLine(baseline);
    const y = z.map((v, i) => straight(v) + 0.1 * v * v + noise[i]);
    const residuals = (target: number[]) => {
      const n = z.length;
      const mx = z.reduce((s, v) => s + v, 0) / n;
      const mt = target.reduce((s, v) => s + v, 0) / n;
      const b =
        z.reduce((s, v, i) => s + (v - mx) * (target[i] - mt), 0) /
        z.reduce((s, v) => s + (v - mx) ** 2, 0);
      return target.map((t, i) => t - mt - b * (z[i] - mx));
    };
    const ry = residuals(y);
    const rq = residuals(z.map((v) => v * v));
    const qq = rq.reduce((s, v) => s + v * v, 0);
    const coefficient = rq.reduce((s, v, i) => s + v * ry[i], 0) / qq;
    const rest = ry.reduce((s, v, i) => s + (v - coefficient * rq[i]) ** 2, 0);
    const t = coefficient / Math.sqrt(rest / (z.length - 3) / qq);
    assert.ok(Math.abs(curvature.t / t - 1) < 1e-6);
    assert.equal(line.count, 40);
  });

  it("names an outlier, and a model that the line hinges on", () => {
    const baseline = {
      ...following((v, i) => straight(v) + (i === 20 ? 0.3 : 0)),
      models: z.map((_, i) => `m${i}`),
    };
    const one = diagnoseLine(baseline);
    assert.deepEqual(one.outliers, [20]);
    assert.match(one.warnings.join(" "), /Far off the line: m20/);
    const hinge = diagnoseLine({
      reference: [0.5, 0.51, 0.52, 0.5, 0.51, 0.52, 0.53, 0.95],
      shifted: [0.4, 0.35, 0.45, 0.43, 0.41, 0.39, 0.37, 0.9],
    });
    assert.match(hinge.reasons.join(" "), /hinges on row 7/);
    const tolerant = diagnoseLine(
      {
        reference: [0.5, 0.7, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76],
        shifted: [0.45, 0.6, 0.611, 0.619, 0.631, 0.639, 0.651, 0.659],
      },
      { toleratedBias: 0.02 },
    );
    assert.ok(tolerant.isLine, tolerant.reasons.join(" "));
    assert.match(
      tolerant.warnings.join(" "),
      /hinges on row 0 .*moves predictions by 0\.\d\d percentage points/,
    );
    assert.match(hinge.warnings.join(" "), /High leverage.*row 7/);
  });

  it("asks for enough models, but answers for three on a line", () => {
    const { reasons } = diagnoseLine({
      reference: [0.5, 0.6, 0.7],
      shifted: [0.4, 0.5, 0.61],
    });
    assert.match(reasons.join(" "), /There are 3 baseline models; at least 6/);
  });

  it("does not take rounding on an exact line for outliers or curvature", () => {
    const exact = z.map(straight).map(inverseProbit);
    const { isLine, outliers } = diagnoseLine({
      reference: z.map(inverseProbit),
      shifted: exact,
    });
    assert.deepEqual([isLine, outliers], [true, []]);
  });

  it("says how many models lie beyond the baseline", () => {
    const { warnings } = diagnoseLine(following(straight), {
      usedAt: [0.5, 0.95, 0.97],
    });
    assert.match(warnings.join(" "), /2 of 3 models lie beyond/);
  });
});
