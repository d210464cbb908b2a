import { Matrix } from "ml-matrix";
import { symmetricSquareRoot } from "../numerics";
import type { Gaussian } from "./gaussian-wasserstein";
import type { LabelledFeatures } from "./labelled-features";

/** A Gaussian for each class of a data set. */
export interface ClassGaussians {
  /** Labels that occur, ascending. */
  classes: number[];
  /** One for each of them: mean and unbiased covariance of its examples; a point for a single example. */
  gaussians: Gaussian[];
  /** Place of each example's class among the classes. */
  classOf: number[];
}

/** Fits a Gaussian to the examples of each class. */
export function classGaussians({
  features,
  labels,
}: LabelledFeatures): ClassGaussians {
  const classes = [...new Set(Array.from(labels))].sort((p, q) => p - q);
  const place = new Map(classes.map((label, k) => [label, k]));
  const classOf = Array.from(labels, (label) => place.get(label)!);
  const { values, width } = features;
  const gaussians = classes.map((_, k) => {
    const rows = classOf.flatMap((of, i) =>
      of === k ? [values.subarray(i * width, (i + 1) * width)] : [],
    );
    return fitted(rows, width);
  });
  return { classes, gaussians, classOf };
}

function fitted(
  rows: readonly (Float32Array | Float64Array)[],
  width: number,
): Gaussian {
  const mean = new Float64Array(width);
  for (const row of rows)
    for (let k = 0; k < width; k++) mean[k] += row[k] / rows.length;
  const scale = 1 / Math.sqrt(Math.max(1, rows.length - 1));
  const centred = new Matrix(
    rows.map((row) => Array.from(row, (value, k) => (value - mean[k]) * scale)),
  );
  // The smaller of the two factors of one covariance.
  if (rows.length <= width) return { mean, factor: centred };
  const covariance = centred.transpose().mmul(centred);
  const root = symmetricSquareRoot(covariance.to2DArray());
  return { mean, factor: new Matrix(root) };
}
