/** Examples by their features, each with its class. */
export interface LabelledFeatures {
  /** Row-major [count, width], finite. */
  features: {
    values: Float32Array | Float64Array;
    count: number;
    width: number;
  };
  /** A whole number ≥ 0 for each example. */
  labels: ArrayLike<number>;
}

/**
 * Checks features and labels that others may have made.
 *
 * @param name what to call them in messages.
 * @throws RangeError naming what is wrong, and where.
 */
export function requireLabelledFeatures(
  { features, labels }: LabelledFeatures,
  name: string,
): void {
  const { values, count, width } = features;
  if (!(count > 0 && width > 0))
    throw new RangeError(`${name} is ${count} × ${width}; it has no features.`);
  if (values.length !== count * width)
    throw new RangeError(
      `${name}: ${values.length} values do not make ${count} rows of ${width}.`,
    );
  if (labels.length !== count)
    throw new RangeError(
      `${name} has ${count} examples, but ${labels.length} labels.`,
    );
  const stray = values.findIndex((value) => !Number.isFinite(value));
  if (stray >= 0)
    throw new RangeError(
      `${name}: feature ${stray % width} of example ${Math.floor(stray / width)} is ${values[stray]}, not a finite number.`,
    );
  for (let i = 0; i < count; i++)
    if (!(Number.isInteger(labels[i]) && labels[i] >= 0))
      throw new RangeError(
        `${name}: the label of example ${i} is ${String(labels[i])}, not a whole number ≥ 0.`,
      );
}
