import { inverseLogit, logit, inverseProbit, probit } from "../numerics";

/** The scale on which accuracies fall on a line: the inverse normal distribution function, or the log-odds. */
export type AccuracyScale = "probit" | "logit";

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
