import assert from "node:assert/strict";
import { hypergeometric, hypergeometricQuantile } from "../../lib/numerics";
import { assertClose } from "../reference-values";

describe("hypergeometric", () => {
  it("agrees with SciPy 1.17.1 (hypergeom.pmf)", () => {
    const { least, probabilities } = hypergeometric(500, 60, 70);
    assert.equal(least, 0);
    assertClose(
      [probabilities[3], probabilities[7], probabilities[12]],
      [0.013644410325965178, 0.1424868616930125, 0.054959941043381],
      1e-11,
    );
  });

  it("agrees with SciPy's quantiles (hypergeom.ppf)", () => {
    const quantiles = (...sizes: [number, number, number]) =>
      [0.025, 0.5, 0.975].map((p) => hypergeometricQuantile(p, ...sizes));
    assert.deepEqual(quantiles(500, 60, 70), [4, 8, 14]);
    assert.deepEqual(quantiles(20_000, 4000, 900), [157, 180, 203]);
    assert.deepEqual(quantiles(10, 9, 8), [7, 7, 8]);
  });

  it("is certain where nothing or all is drawn or marked", () => {
    for (const [marked, drawn] of [
      [0, 3],
      [5, 3],
      [3, 0],
      [3, 5],
    ])
      assert.equal(
        hypergeometricQuantile(0.5, 5, marked, drawn),
        (marked * drawn) / 5,
      );
    assert.equal(hypergeometricQuantile(1, 0, 0, 0), 0);
  });

  it("refuses numbers out of range", () => {
    assert.throws(() => hypergeometric(5, 6, 1), /marked is 6/);
    assert.throws(() => hypergeometric(5, 1, 0.5), /drawn is 0.5/);
    assert.throws(() => hypergeometricQuantile(95, 5, 1, 1), /got 95/);
  });
});
