import { decimals } from "../theme";
import { type AccuracyAxisScale, transformOf } from "./accuracy-axis";

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
