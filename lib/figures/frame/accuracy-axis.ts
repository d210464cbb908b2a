import { type AccuracyScale, scaleTransform } from "../../robustness";
import { decimals } from "../theme/label";

/** How accuracies are laid out along an axis: transformed as the line is fitted, or as they are. */
export type AccuracyAxisScale = AccuracyScale | "linear";

const identity = (x: number) => x;
const transformOf = (scale: AccuracyAxisScale) =>
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
  const low = Math.min(...positions);
  const high = Math.max(...positions);
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

/** The ticks of an accuracy axis, labelled in per cent, as Plotly's axis attributes. */
export function tickAttributes(
  range: readonly [number, number],
  scale: AccuracyAxisScale,
): { tickmode: "array"; tickvals: number[]; ticktext: string[] } {
  const ticks = accuracyTicks(range, scale);
  return {
    tickmode: "array",
    tickvals: ticks.map(transformOf(scale).forward),
    ticktext: ticks.map((tick) => `${tickDigits(tick)}%`),
  };
}

/** A tick in per cent with no more digits than it has. */
const tickDigits = (fraction: number) =>
  decimals(100 * fraction, 4).replace(/\.?0+$/, "");

/** Most ticks that stand beside each other without crowding. */
const MOST_TICKS = 7.5;
const FEWEST_TICKS = 3;
/** Steps of even ticks, as fractions, finest first. */
const STEPS = [1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2];
/** Ticks for a range too wide for even ones, the most telling first; each stands for its mirror image as well. */
const TELLING = [0.5, 0.1, 0.01, 0.001, 0.3, 0.2, 0.25, 0.05, 0.02, 0.005];

/**
 * Round accuracies that spread well over a range of positions: the finest even steps that fit, or, where one step can't fit the
 * middle and the ends, the roundest values that have room.
 *
 * @returns fractions in increasing order.
 */
export function accuracyTicks(
  [low, high]: readonly [number, number],
  scale: AccuracyAxisScale,
): number[] {
  const { forward, inverse } = transformOf(scale);
  const gap = (high - low) / MOST_TICKS;
  const within = (p: number) => forward(p) >= low && forward(p) <= high;
  const [first, last] = [inverse(low), inverse(high)];
  const stepped = STEPS.filter((step) => (last - first) / step < 1000).map(
    (step) => multiples(step, first, last).filter(within),
  );
  const even = stepped.find(
    (ticks) =>
      ticks.length <= MOST_TICKS + 1 &&
      ticks.every(
        (p, i) => i === 0 || forward(p) - forward(ticks[i - 1]!) >= gap,
      ),
  );
  if (even && even.length >= FEWEST_TICKS) return even;

  const chosen: number[] = [];
  const telling = TELLING.flatMap((p) => [p, 1 - p]);
  for (const candidates of [telling, ...stepped.reverse()]) {
    for (const p of candidates) {
      const crowds = chosen.some(
        (q) => Math.abs(forward(q) - forward(p)) < gap,
      );
      if (within(p) && !crowds) chosen.push(p);
    }
    if (chosen.length > FEWEST_TICKS) break;
  }
  return chosen.sort((a, b) => a - b);
}

function multiples(step: number, first: number, last: number): number[] {
  const from = Math.ceil(first / step - 1e-9);
  const to = Math.floor(last / step + 1e-9);
  const digits = Math.round(-Math.log10(step)) + 1;
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) =>
    Number(((from + i) * step).toFixed(digits)),
  );
}
