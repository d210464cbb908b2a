import { optionChecker } from "../files";
import { flag, level, openShare, seed } from "../files/option-kinds";
import {
  requireLabelledImages,
  type LabelledImages,
  takeExamples,
} from "../images";
import { randomStream } from "../numerics";
import { proportionInterval } from "../robustness";
import type { Shift, ShiftKind } from "../shifts/shift";
import { nearestExamples } from "./nearest-examples";
import { supportViews } from "./support-views";

/** How one view of the images sees a shift. */
export interface SupportView {
  /** "layout", "contrast", "levels", "grain" or "colour". */
  view: string;
  /** Distance, in grey values, that 1 % of the reference examples exceed. */
  threshold: number;
  /** Share of the shifted examples that exceed it, with its interval. */
  share: number;
  lower: number;
  upper: number;
}

/** What {@link measureSupport} found. */
export interface SupportMeasurement {
  verdict: ShiftKind | "undecided";
  /** The share that a shift in support stays below: 0.01/ε. */
  limit: number;
  /** The view with the greatest share first. */
  views: SupportView[];
}

/** Options of {@link measureSupport}. */
export interface SupportOptions {
  /** Density ratios of shifted over reference up to 1/ε count as in support, in (0, 1). Default 0.1, as in the paper. */
  epsilon?: number;
  /** Whether neighbours must be of the same class: the support is then that of images with their labels. Default true. */
  withinClass?: boolean;
  /** Coverage of all intervals together, in (0, 1). Default 0.95. */
  level?: number;
  /** Seed of the halves. Default 0. */
  seed?: number;
}

/** Share of reference examples beyond the threshold. */
const TAIL = 0.01;

const checkOptions = optionChecker<SupportOptions>("measureSupport", {
  epsilon: openShare,
  withinClass: flag,
  level,
  seed,
});

/**
 * Measures, without any model, whether a shifted set is in the support of a reference set.
 *
 * The reference set is cut in halves. For each view of the images (layout, contrast,
 * levels, grain, colour) the distance from each reference example to its nearest neighbour
 * in the other half is found, the distance being the largest difference of any of the
 * view's numbers. What 1 % of them exceed is the threshold; the share of shifted
 * examples that are farther than that from a half is the measurement.
 *
 * A shift is in support where density ratios stay below 1/ε (paper, Section 5.2,
 * ε = 0.1). Then no region holds more than 1/ε times the share of shifted examples
 * that it holds of reference ones, so that at most 0.01/ε are beyond the threshold.
 * Out of support: in some view the interval of the share (Clopper and Pearson,
 * Bonferroni over views) lies above that limit. In support: in all views below.
 *
 * Both sets must be made from different base examples, as an image is its own
 * nearest neighbour; {@link measureShift} sees to it. A view cannot see what it
 * does not measure: in support means that none of the five sees anything new.
 *
 * @throws RangeError for fewer than 200 reference examples or no shifted one, images of different sizes, or options out of range.
 */
export function measureSupport(
  reference: LabelledImages,
  shifted: LabelledImages,
  options: SupportOptions = {},
): SupportMeasurement {
  checkOptions(options);
  const { epsilon = 0.1, withinClass = true, level = 0.95, seed = 0 } = options;
  requireSets(reference, shifted);
  const count = reference.shape[0];
  const order = randomStream(seed, "halves of the reference set").permutation(
    count,
  );
  const half = count >> 1;
  const [left, right] = [
    takeExamples(reference, order.subarray(0, half)),
    takeExamples(reference, order.subarray(half, 2 * half)),
  ];
  const names = Object.keys(supportViews);
  const viewLevel = 1 - (1 - level) / names.length;
  const views = names.map((view): SupportView => {
    const away = (set: LabelledImages, others: LabelledImages) =>
      nearestExamples(set, others, { view, withinClass }).distances;
    const heldOut = [...away(right, left), ...away(left, right)].sort(
      (a, b) => a - b,
    );
    const threshold = heldOut[Math.ceil((1 - TAIL) * heldOut.length) - 1];
    const distances = away(shifted, left);
    const beyond = distances.filter((distance) => distance > threshold).length;
    const [lower, upper] = proportionInterval(beyond, distances.length, {
      level: viewLevel,
    });
    return { view, threshold, share: beyond / distances.length, lower, upper };
  });
  const limit = TAIL / epsilon;
  return {
    verdict: views.some(({ lower }) => lower > limit)
      ? "out-of-support"
      : views.every(({ upper }) => upper < limit)
        ? "in-support"
        : "undecided",
    limit,
    views: views.sort((a, b) => b.share - a.share),
  };
}

/**
 * Measures a shift by {@link measureSupport}: the reference set is made from one
 * half of the base set, the shifted set from the other.
 *
 * @throws RangeError as {@link measureSupport}.
 * @example
 * const { verdict, views } = measureShift(verticalFlip(), sampleExamples(loadDataset("fashion-mnist"), 4000, 1));
 */
export function measureShift(
  shift: Shift,
  base: LabelledImages,
  options: SupportOptions = {},
): SupportMeasurement {
  const count = base.shape[0];
  const order = randomStream(
    options.seed ?? 0,
    "halves of the base set",
  ).permutation(count);
  return measureSupport(
    shift.reference(takeExamples(base, order.subarray(0, count >> 1))),
    shift.shifted(takeExamples(base, order.subarray(count >> 1))),
    options,
  );
}

function requireSets(reference: LabelledImages, shifted: LabelledImages): void {
  requireLabelledImages(reference, "The reference set");
  requireLabelledImages(shifted, "The shifted set");
  if (reference.shape[0] < 2 / TAIL || shifted.shape[0] === 0) {
    throw new RangeError(
      `Support cannot be measured on ${reference.shape[0]} reference and ${shifted.shape[0]} shifted examples; give at least ${2 / TAIL} and 1, better thousands.`,
    );
  }
  const [a, b] = [reference, shifted].map(({ shape }) =>
    shape.slice(1, 3).join("×"),
  );
  if (a !== b) {
    throw new RangeError(
      `Reference images are ${a} pixels and shifted images ${b}; support is measured on images of one size.`,
    );
  }
}
