import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Examples as rows of numbers, row-major [count, width]. */
export interface NumberRows {
  values: Float32Array | Float64Array;
  count: number;
  width: number;
}

/** Directions in which examples vary most. */
export interface PrincipalComponents {
  /** Variance along each, descending. */
  variances: number[];
  /** The coordinates of examples along them, [count, components], after the mean is taken off. */
  project(rows: NumberRows): {
    values: Float64Array;
    count: number;
    width: number;
  };
}

/** Variances below this share of the largest are rounding. */
const NOTHING = 1e-10;

/**
 * Principal components of examples, by the eigenvectors of their inner products, whose number is that of examples: for few examples of many numbers.
 *
 * @param rows at least two examples.
 * @param components at most so many; fewer where the examples span fewer.
 * @throws RangeError where values do not make up the rows, there are fewer than two, all are equal, or `components` is no whole number from 1.
 * @example
 * const { project } = principalComponents(features, 32);
 */
export function principalComponents(
  rows: NumberRows,
  components: number,
): PrincipalComponents {
  const { values, count, width } = rows;
  if (!(count >= 2) || values.length !== count * width)
    throw new RangeError(
      `principalComponents takes two examples or more, got ${values.length} values as ${count} rows of ${width}.`,
    );
  if (!(Number.isInteger(components) && components >= 1))
    throw new RangeError(
      `principalComponents: components is ${components}, expected a whole number from 1 up.`,
    );
  const mean = new Float64Array(width);
  values.forEach((value, k) => {
    mean[k % width] += value / count;
  });
  const centred = (of: NumberRows) =>
    Matrix.from1DArray(
      of.count,
      width,
      Float64Array.from(of.values, (value, k) => value - mean[k % width]),
    );
  const X = centred(rows);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    X.mmul(X.transpose()),
    { assumeSymmetric: true },
  );
  const order = realEigenvalues
    .map((value, k) => ({ value, k }))
    .sort((a, b) => b.value - a.value);
  const kept = order
    .filter(({ value }) => value > NOTHING * Math.max(0, order[0].value))
    .slice(0, components);
  if (kept.length === 0)
    throw new RangeError(
      "principalComponents: all examples are equal, so that they vary in no direction.",
    );
  const directions = X.transpose().mmul(
    eigenvectorMatrix.subMatrixColumn(kept.map(({ k }) => k)),
  );
  kept.forEach(({ value }, c) => directions.mulColumn(c, 1 / Math.sqrt(value)));
  return {
    variances: kept.map(({ value }) => value / (count - 1)),
    project: (of) => ({
      values: Float64Array.from(centred(of).mmul(directions).to1DArray()),
      count: of.count,
      width: kept.length,
    }),
  };
}
