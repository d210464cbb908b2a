import { inverseLogit, logit } from "../numerics";
import { shiftedFlags } from "./domain-scores";

/** Calibrated log-odds are `scale · score + offset`. */
export interface ScaleAndOffset {
  scale: number;
  offset: number;
}

/**
 * Calibrates the scores of a domain classifier with a scale and an offset: those that minimise the mean logistic loss (Platt 1999, without his
 * smoothed targets). The paper's one scalar ({@link calibrateScale}) cannot move a boundary that is off.
 *
 * @param scores one log-odds-like score per example, higher meaning "more likely shifted".
 * @param labels 1 (or true) for shifted, 0 (or −1, or false) for reference.
 * @returns scale 0 and the log-odds of the domains' sizes where all scores are equal.
 * @throws RangeError as `calibrateScale`, and where a threshold separates the domains without a mistake: then the loss has no minimiser.
 */
export function calibrateScaleAndOffset(
  scores: ArrayLike<number>,
  labels: ArrayLike<number | boolean>,
): ScaleAndOffset {
  const flags = shiftedFlags(scores, labels);
  const x = Float64Array.from(scores);
  const stray = x.findIndex((score) => !Number.isFinite(score));
  if (stray >= 0)
    throw new RangeError(
      `Score ${stray} is ${scores[stray]}, not a finite number.`,
    );
  const prior = logit(flags.filter(Boolean).length / x.length);
  const [centre, spread] = centreAndSpread(x);
  if (spread === 0) return { scale: 0, offset: prior };
  if (thresholdOf(scores, labels) !== undefined)
    throw new RangeError(
      "A threshold separates the domains without a mistake, so that scale and offset have no best value: the ratio is 0 or infinite.",
    );
  const z = x.map((score) => (score - centre) / spread);
  const [scale, offset] = minimiser(z, flags, prior);
  return {
    scale: scale / spread,
    offset: offset - (scale * centre) / spread,
  };
}

/**
 * The score that separates the domains without a mistake, where there is one: shifted examples at or above it, reference ones at or below, and not
 * all equal.
 */
export function thresholdOf(
  scores: ArrayLike<number>,
  labels: ArrayLike<number | boolean>,
): number | undefined {
  const flags = shiftedFlags(scores, labels);
  let [least, most, largest] = [Infinity, -Infinity, -Infinity];
  flags.forEach((flag, i) => {
    if (flag) {
      least = Math.min(least, scores[i]);
      largest = Math.max(largest, scores[i]);
    } else most = Math.max(most, scores[i]);
  });
  return least > most || (least === most && largest > most) ? least : undefined;
}

function centreAndSpread(x: Float64Array): [number, number] {
  const low = x.reduce((a, b) => Math.min(a, b));
  const high = x.reduce((a, b) => Math.max(a, b));
  return [low / 2 + high / 2, high / 2 - low / 2];
}

/** Newton's method with halved steps, on scores within ±1. */
function minimiser(
  z: Float64Array,
  flags: readonly boolean[],
  prior: number,
): [number, number] {
  const loss = (a: number, b: number) =>
    z.reduce((sum, each, i) => {
      const margin = flags[i] ? a * each + b : -(a * each + b);
      return (
        sum + Math.log1p(Math.exp(-Math.abs(margin))) - Math.min(0, margin)
      );
    }, 0);
  let [a, b] = [0, prior];
  let current = loss(a, b);
  for (let iteration = 0; iteration < 100; iteration++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
    z.forEach((each, i) => {
      const p = inverseLogit(a * each + b);
      const residual = p - Number(flags[i]);
      const weight = p * (1 - p);
      ga += residual * each;
      gb += residual;
      haa += weight * each * each;
      hab += weight * each;
      hbb += weight;
    });
    const determinant = haa * hbb - hab * hab;
    if (!(determinant > 0)) break;
    const stepA = (hbb * ga - hab * gb) / determinant;
    const stepB = (haa * gb - hab * ga) / determinant;
    let share = 1;
    while (
      share > 1e-10 &&
      loss(a - share * stepA, b - share * stepB) > current
    )
      share /= 2;
    const before = current;
    [a, b] = [a - share * stepA, b - share * stepB];
    current = loss(a, b);
    if (before - current <= 1e-13 * Math.abs(before)) break;
  }
  return [a, b];
}
