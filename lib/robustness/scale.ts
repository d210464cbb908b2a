import { oneOf } from "../files/option-kinds";
import { inverseLogit, logit, inverseProbit, probit } from "../numerics";

/** The scale on which accuracies fall on a line: the inverse normal distribution function, or the log-odds. */
export type AccuracyScale = "probit" | "logit";

/** The kind of an option that names a scale. */
export const accuracyScale = oneOf("probit", "logit");

/** A scale's transform, its inverse, and the inverse's derivative. */
export interface ScaleTransform {
  /** From an accuracy in [0, 1] to the scale. */
  forward(accuracy: number): number;
  /** From the scale back to an accuracy. */
  inverse(z: number): number;
  /** Derivative of `inverse`: accuracy gained per unit of the scale. */
  inverseSlope(z: number): number;
}

const transforms: Record<AccuracyScale, ScaleTransform> = {
  probit: {
    forward: probit,
    inverse: inverseProbit,
    inverseSlope: (z) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI),
  },
  logit: {
    forward: logit,
    inverse: inverseLogit,
    inverseSlope: (z) => inverseLogit(z) * inverseLogit(-z),
  },
};

/**
 * Looks up a scale by its name.
 *
 * @throws RangeError when there is no such scale.
 */
export function scaleTransform(scale: AccuracyScale): ScaleTransform {
  if (!Object.hasOwn(transforms, scale))
    throw new RangeError(
      `Unknown scale "${scale}"; accuracies fall on a line on "probit" or "logit".`,
    );
  return transforms[scale];
}

/**
 * Accuracies carried to a scale.
 *
 * @param what which accuracies they are, for the message ("The group's reference accuracy").
 * @param models names of the models, for the message.
 * @throws RangeError naming the first row that is exactly 0 or 1, which no scale can place.
 */
export function onScale(
  accuracies: ArrayLike<number>,
  scale: AccuracyScale,
  what: string,
  models?: ArrayLike<string>,
): Float64Array {
  const { forward } = scaleTransform(scale);
  const result = Float64Array.from(accuracies, forward);
  const row = result.findIndex((value) => !Number.isFinite(value));
  if (row < 0) return result;
  throw new RangeError(
    `${what} in row ${row}${models ? ` (${models[row]})` : ""} is exactly ${accuracies[row]}, ` +
      `whose ${scale} is infinite; leave the model out or evaluate it on more examples.`,
  );
}
