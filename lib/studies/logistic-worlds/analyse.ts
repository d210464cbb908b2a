import { randomStream } from "../../numerics";
import { meanInterval, type Interval } from "../../robustness";
import {
  linearAccuracy,
  minimizeLogisticLoss,
  pretrainedInitialisation,
  randomSubspace,
  sampleLogisticData,
  tiltSubspace,
} from "../../theory";

/** How large worlds are, and what is tried in each. */
export interface WorldPlan {
  /** Dimensions of the inputs, and of the subspace that the reference data lie in. */
  dimensions: number;
  rank: number;
  /** How much of the rule the initial weights know outside of it: −1 its opposite, 0 nothing, 1 all. */
  qualities: readonly number[];
  /** Degrees by which the shifted data lean out of the subspace. */
  angles: readonly number[];
  /** Seed of all worlds. */
  seed: number;
}

/** Accuracy under a shift of a model trained from an initialisation, in one world. */
export interface WorldAccuracy {
  quality: number;
  angle: number;
  /** A fraction. */
  accuracy: number;
}

/** Examples of the reference set, and of each shifted one. */
const COUNTS = { reference: 400, shifted: 1000 };

/**
 * Logistic regression in random worlds: a rule, a subspace in which 400 reference examples lie, and shifts that lean out of it (Cohen-Wang et al.,
 * Section 4, with any angle between within the span and out of it).
 *
 * @param worlds how many.
 * @returns one row a world, angle and quality.
 */
export const accuraciesInWorlds = (
  worlds: number,
  plan: WorldPlan,
): WorldAccuracy[] =>
  Array.from({ length: worlds }, (_, i) => accuraciesIn(i, plan)).flat();

function accuraciesIn(
  index: number,
  { dimensions, rank, qualities, angles, seed }: WorldPlan,
): WorldAccuracy[] {
  const random = randomStream(seed, `world ${index}`);
  const truth = Array.from(random.normals(dimensions), (value) => value / 2);
  const inside = randomSubspace(dimensions, rank, random);
  const unseen = randomSubspace(dimensions, rank, random, inside);
  const { reference: count, shifted } = COUNTS;
  const reference = sampleLogisticData(inside, truth, count, random);
  const weights = qualities.map(
    (quality) =>
      minimizeLogisticLoss(reference.X, reference.y, {
        coordinates: "row-space",
        initial: pretrainedInitialisation(inside, truth, quality, random),
      }).weights,
  );
  return angles.flatMap((angle) => {
    const support = tiltSubspace(inside, unseen, (angle * Math.PI) / 180);
    const { X, y } = sampleLogisticData(support, truth, shifted, random);
    return qualities.map((quality, k) => ({
      quality,
      angle,
      accuracy: linearAccuracy(weights[k], X, y),
    }));
  });
}

/** Mean accuracy over worlds, with its t interval. */
export const meanInWorlds = (
  rows: readonly WorldAccuracy[],
  quality: number,
  angle: number,
): Interval =>
  meanInterval(
    rows
      .filter((row) => row.quality === quality && row.angle === angle)
      .map(({ accuracy }) => accuracy),
  );

/** Mean accuracy over the angle, a curve a quality; points of `curves`. */
export const worldCurves = (
  rows: readonly WorldAccuracy[],
  { qualities, angles }: WorldPlan,
) =>
  qualities.flatMap((quality) =>
    angles.map((x) => {
      const { mean: y, lower, upper } = meanInWorlds(rows, quality, x);
      const series = `quality ${quality}`.replace("-", "−");
      return { series, x, y, lower, upper };
    }),
  );

/** How far the best quality is from the worst, at an angle; a fraction. */
export function spreadInWorlds(
  rows: readonly WorldAccuracy[],
  { qualities }: WorldPlan,
  angle: number,
): number {
  const means = qualities.map((each) => meanInWorlds(rows, each, angle).mean);
  return Math.max(...means) - Math.min(...means);
}
