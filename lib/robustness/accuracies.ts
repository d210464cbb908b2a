import { requireFields, requireList } from "../files/arguments";
/** Reference and shifted accuracies of the same models, in the same order. */
export interface AccuracyPairs {
  /** Accuracies on the reference distribution, fractions. */
  reference: ArrayLike<number>;
  /** Accuracies on the shifted distribution, fractions. */
  shifted: ArrayLike<number>;
  /** Names of the models, for error messages, hover labels and the like. */
  models?: ArrayLike<string>;
}

/**
 * Refuses accuracies that are not fractions, and says what they look like instead.
 *
 * @param values accuracies.
 * @param what which accuracies they are, for the message ("reference accuracy").
 * @param models names of the models, for the message.
 * @throws RangeError naming the first offending row and value.
 */
export function assertFractions(
  values: ArrayLike<number>,
  what: string,
  models?: ArrayLike<string>,
): void {
  requireList(what, values, "fractions");
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === "number" && value >= 0 && value <= 1) continue;
    throw new RangeError(
      `${what} in row ${row}${models ? ` (${models[row]})` : ""} is ${String(value)}: ${remedy(value, values)}`,
    );
  }
}

function remedy(value: number, values: ArrayLike<number>): string {
  if (typeof value !== "number" || Number.isNaN(value))
    return "not a number; drop the row or find the missing measurement.";
  if (value < 0) return "an accuracy cannot be negative.";
  if (Array.from(values).some((other) => other > 100))
    return "these look like counts; divide by the number of examples to get fractions in [0, 1].";
  return "these look like per cent; divide by 100 to get fractions in [0, 1].";
}

/**
 * Refuses pairs of accuracies that do not match up, are no fractions, or name a model twice.
 *
 * @param pairs reference and shifted accuracies, and models' names where there are any.
 * @param whose whose accuracies they are, for the message ("baseline").
 * @throws RangeError naming lengths, row and value, or the repeated model.
 */
export function assertAccuracyPairs(pairs: AccuracyPairs, whose: string): void {
  requireFields(`The ${whose}`, pairs, "reference", "shifted");
  const { reference, shifted, models } = pairs;
  requireList(`The ${whose}'s reference accuracies`, reference, "fractions");
  requireList(`The ${whose}'s shifted accuracies`, shifted, "fractions");
  if (reference.length !== shifted.length)
    throw new RangeError(
      `The ${whose} has ${reference.length} reference accuracies but ${shifted.length} shifted ones; each model needs one of both.`,
    );
  if (models) {
    if (models.length !== reference.length)
      throw new RangeError(
        `The ${whose} has ${reference.length} accuracies but ${models.length} model names.`,
      );
    const seen = new Map<string, number>();
    for (let row = 0; row < models.length; row++) {
      const before = seen.get(models[row]);
      if (before !== undefined)
        throw new RangeError(
          `The ${whose} names model "${models[row]}" twice, in rows ${before} and ${row}; keep one, or make the names tell them apart.`,
        );
      seen.set(models[row], row);
    }
  }
  assertFractions(reference, `The ${whose}'s reference accuracy`, models);
  assertFractions(shifted, `The ${whose}'s shifted accuracy`, models);
}
