import assert from "node:assert/strict";
import { leastSquares, leastSquaresLine } from "../../lib/numerics";

const x = [0.1, 0.4, 0.5, 0.9, 1.3];
const y = [1.0, 0.7, 1.4, 2.2, 2.0];
const near = (found: number, expected: number) =>
  assert.ok(Math.abs(found - expected) < 1e-12, `${found} ≠ ${expected}`);

describe("least squares", () => {
  it("gives NumPy's line", () => {
    const line = leastSquaresLine(x, y);
    near(line.slope, 1.1330275229357796);
    near(line.intercept, 0.7348623853211018);
    near(line.residual, 0.51256880733945);
    near(line.meanX, 0.64);
    near(line.syy, 0.51256880733945 + 1.1330275229357796 ** 2 * line.sxx);
  });

  it("gives NumPy's coefficients, residual and (XᵀX)⁻¹ of several columns", () => {
    const design = x.map((each) => [1, each, each ** 2]);
    const fit = leastSquares(design, y);
    [0.6088642659279768, 1.6768566152222715, -0.3802268829969696].forEach(
      (expected, i) => near(fit.coefficients[i], expected),
    );
    near(fit.residual, 0.49648067537264157);
    near(fit.inverseGram[2][2], 8.986281493206825);
    near(fit.inverseGram[0][1], -4.993074792243841);
    const again = fit.fitted.map((value, i) => y[i] - value);
    design[0].forEach((_, column) =>
      near(
        again.reduce((sum, each, i) => sum + each * design[i][column], 0),
        0,
      ),
    );
  });

  it("agree on a line", () => {
    const design = x.map((each) => [1, each]);
    const { coefficients } = leastSquares(design, y);
    const { slope, intercept } = leastSquaresLine(x, y);
    near(coefficients[0], intercept);
    near(coefficients[1], slope);
  });

  it("have no line through points above one another", () => {
    assert.ok(!Number.isFinite(leastSquaresLine([1, 1], [0, 1]).slope));
  });

  it("refuse as many values as there are not rows", () => {
    assert.throws(
      () => leastSquaresLine(x, [1]),
      /a value y a row, got 1 for 5 rows/,
    );
    assert.throws(() => leastSquares([[1]], []), /got 0 for 1 rows/);
  });
});
