import { extent } from "../../numerics";
import { type AccuracyScale, scaleTransform } from "../../robustness";

/** How accuracies are laid out along an axis: transformed as the line is fitted, or as they are. */
export type AccuracyAxisScale = AccuracyScale | "linear";

const identity = (x: number) => x;
/** A scale in both directions. */
export const transformOf = (scale: AccuracyAxisScale) =>
  scale === "linear"
    ? { forward: identity, inverse: identity }
    : scaleTransform(scale);

/** An axis on which accuracies are drawn at transformed positions. */
export interface AccuracyAxis {
  scale: AccuracyAxisScale;
  /** First and last position. */
  range: [number, number];
  /** Position of an accuracy; what lies beyond the axis (0 and 1 do, infinitely far) is put on its edge. */
  position(accuracy: number): number;
  /** Position of an accuracy wherever it lies; ±Infinity for 0 and 1 on a probit or logit axis. */
  transform(accuracy: number): number;
  /** Accuracy at a position. */
  accuracy(position: number): number;
}

/** Share of the range that is left free beyond the outermost accuracies. */
const PADDING = 0.06;
/** Half the smallest range, in units of the linear, probit or logit scale. */
const HALF_MINIMUM = { linear: 0.01, probit: 0.05, logit: 0.1 };

/**
 * Lay out an axis for accuracies.
 *
 * @param accuracies fractions in [0, 1] that must be on it; 0 and 1 don't stretch a probit or logit axis.
 * @throws RangeError when a probit or logit axis gets nothing but zeros and ones.
 */
export function accuracyAxis(
  accuracies: readonly number[],
  scale: AccuracyAxisScale,
): AccuracyAxis {
  const { forward, inverse } = transformOf(scale);
  const positions = accuracies.map(forward).filter(Number.isFinite);
  if (positions.length === 0) {
    throw new RangeError(
      `All accuracies are exactly 0 or 1, which lie infinitely far out on the ${scale} scale. Use {scale: "linear"}, or evaluate on more examples.`,
    );
  }
  const [low, high] = extent(positions);
  const half = Math.max((high - low) / 2, HALF_MINIMUM[scale]);
  const middle = (low + high) / 2;
  const range: [number, number] = [
    middle - half * (1 + 2 * PADDING),
    middle + half * (1 + 2 * PADDING),
  ];
  return {
    scale,
    range,
    position: (accuracy) =>
      Math.min(range[1], Math.max(range[0], forward(accuracy))),
    transform: forward,
    accuracy: inverse,
  };
}
