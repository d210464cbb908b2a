import { readFileSync } from "node:fs";
import { join } from "node:path";
import assert from "node:assert/strict";

/** Answers of independent systems; see test/fixtures/README.md. */
export interface ReferenceValues {
  quantiles: {
    p: number[];
    probit: number[];
    logit: number[];
    t: { df: number; ppf: number[] }[];
  };
  lines: {
    scale: "probit" | "logit";
    reference: number[];
    shifted: number[];
    slope: number;
    intercept: number;
    r2: number;
    slope_se: number;
    intercept_se: number;
    at: number[];
    predicted: number[];
    band95_lower: number[];
    band95_upper: number[];
    observed: number[];
    effective_robustness: number[];
  }[];
  mean_interval: { x: number[]; mean: number; half_width95: number };
  proportions: {
    successes: number;
    n: number;
    clopper_pearson: [number, number];
    wilson: [number, number];
  }[];
  theorem: {
    X: number[][];
    y: number[];
    w_star_ref: number[];
    w_init: number[][];
    w_hat: number[][];
    loss: number;
  };
  multinomial: {
    X: number[][];
    y: number[];
    l2: number;
    probabilities: number[][];
  };
  density_ratio: {
    scores: number[];
    is_shifted: number[];
    auc: number;
    alpha: number;
    ratio_shifted_over_reference: number[];
  };
  transport: {
    A: number[][];
    B: number[][];
    exact: number;
    sinkhorn: { regularisation: number; transport_cost: number }[];
    gaussian_w2_squared: number;
  };
}

export const referenceValues = JSON.parse(
  readFileSync(join(__dirname, "fixtures", "reference-values.json"), "utf8"),
) as ReferenceValues;

/** Closed forms agree to this relative error, iterative solvers to the second. */
export const CLOSED_FORM = 1e-9;
export const ITERATIVE = 1e-6;

/** Asserts that numbers agree to a relative error; where the right answer is 0, exactly. */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what = "value",
): void {
  assert.equal(actual.length, expected.length, `${what}: lengths`);
  for (let i = 0; i < expected.length; i++)
    assert.ok(
      actual[i] === expected[i] ||
        Math.abs(actual[i] - expected[i]) <= tolerance * Math.abs(expected[i]),
      `${what} ${i}: ${actual[i]} should be ${expected[i]} within ${tolerance}`,
    );
}
