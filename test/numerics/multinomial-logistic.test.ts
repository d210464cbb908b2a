import assert from "node:assert/strict";
import { fitMultinomialLogistic, mean } from "../../lib/numerics";
import { assertClose, ITERATIVE, referenceValues } from "../reference-values";

const { X, y, l2, probabilities } = referenceValues.multinomial;

describe("fitMultinomialLogistic", () => {
  it("agrees with scikit-learn", () => {
    const model = fitMultinomialLogistic(X, y, { l2 });
    assert.ok(model.converged);
    assertClose(
      model.probabilities(X.slice(0, probabilities.length)).flat(),
      probabilities.flat(),
      ITERATIVE,
    );
  });

  it("predicts the most probable class, and the classes' shares on average", () => {
    const model = fitMultinomialLogistic(X, y, { l2 });
    const all = model.probabilities(X);
    model
      .predict(X)
      .forEach((c, i) => assert.equal(all[i][c], Math.max(...all[i])));
    // The gradient in the unpenalised bias is zero: mean probability = share of the class.
    for (const c of [0, 1, 2])
      assertClose(
        [mean(all.map((row) => row[c]))],
        [y.filter((label) => label === c).length / y.length],
        ITERATIVE,
      );
  });

  it("shrinks to the classes' shares under a heavy penalty", () => {
    const model = fitMultinomialLogistic(X, y, { l2: 1e9 });
    assert.ok(Math.max(...model.weights.flat().map(Math.abs)) < 1e-8);
  });

  it("says that separable data without penalty have no minimiser", () => {
    const { converged, bias } = fitMultinomialLogistic([[-1], [1]], [0, 1], {
      maxIterations: 5,
    });
    assert.equal(converged, false);
    assert.equal(bias.length, 2);
  });

  it("refuses labels that are no class, lengths that differ, a negative penalty", () => {
    assert.throws(() => fitMultinomialLogistic(X, y.slice(1)), /89 labels/);
    assert.throws(
      () => fitMultinomialLogistic([[1], [2]], [0, 1.5]),
      /label 1 is 1.5/,
    );
    assert.throws(
      () => fitMultinomialLogistic([[1], [2]], [0, 3], { classes: 3 }),
      /label 1 is 3; labels must be whole numbers from 0 to 2/,
    );
    assert.throws(
      () => fitMultinomialLogistic(X, y, { l2: -1 }),
      /l2 is -1, expected/,
    );
    assert.throws(
      () => fitMultinomialLogistic(X, y, { l2 }).probabilities([[1]]),
      /Row 0 has 1 features, but the model was fitted on 5/,
    );
  });
});
