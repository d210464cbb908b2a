import { optionChecker } from "../../files";
import { seed as seedKind, whole } from "../../files/option-kinds";
import { randomStream } from "../../numerics";
import {
  asPercent,
  asPoints,
  meanInterval,
  type Interval,
} from "../../robustness";
import {
  linearAccuracy,
  minimizeLogisticLoss,
  pretrainedInitialisation,
  randomSubspace,
  sampleLogisticData,
  tiltSubspace,
} from "../../theory";

/** Cosines of an initialisation with the true rule outside of the span. */
export const qualities = [-0.5, 0, 0.5, 1];

/** Angles by which the shift turns the span, in degrees. */
export const angles = [0, 15, 30, 45, 60, 75, 90];

/** Accuracy after training from an initialisation of a quality, under a shift by an angle: mean over worlds with 95 % t interval. */
export interface TiltedAccuracy extends Interval {
  quality: number;
  angle: number;
}

export interface TiltedWorldsOptions {
  /** Draws of rule, span, data and initialisation. Default 20. */
  worlds?: number;
  /** Default 1. */
  seed?: number;
  /** Dimensions of the space, and of the span of the reference data. Default 200 and 20. */
  dimension?: number;
  rank?: number;
}

const checkOptions = optionChecker<TiltedWorldsOptions>("tiltedWorlds", {
  worlds: whole(2),
  seed: seedKind,
  dimension: whole(2),
  rank: whole(1),
});

/**
 * The theorem in many dimensions: reference data span a random subspace; shifts turn it by an angle towards directions that they never
 * show, 0° being no shift, and 90° leaving none of their directions. The rule from inputs to labels is the same everywhere.
 *
 * @throws RangeError where the space has no room for twice the rank.
 */
export function tiltedWorlds(
  options: TiltedWorldsOptions = {},
): TiltedAccuracy[] {
  checkOptions(options);
  const { worlds = 20, seed = 1, dimension = 200, rank = 20 } = options;
  const rows = Array.from({ length: worlds }, (_, index) =>
    accuraciesIn(index, seed, dimension, rank),
  ).flat();
  return qualities.flatMap((quality) =>
    angles.map((angle) => ({
      quality,
      angle,
      ...meanInterval(
        rows
          .filter((row) => row.quality === quality && row.angle === angle)
          .map(({ accuracy }) => accuracy),
      ),
    })),
  );
}

function accuraciesIn(index: number, seed: number, d: number, rank: number) {
  const random = randomStream(seed, `world ${index}`);
  const truth = Array.from(random.normals(d), (value) => value / 2);
  const inside = randomSubspace(d, rank, random);
  const unseen = randomSubspace(d, rank, random, inside);
  const reference = sampleLogisticData(inside, truth, 20 * rank, random);
  const trained = qualities.map((quality) => ({
    quality,
    weights: minimizeLogisticLoss(reference.X, reference.y, {
      coordinates: "row-space",
      initial: pretrainedInitialisation(inside, truth, quality, random),
    }).weights,
  }));
  return angles.flatMap((angle) => {
    const support = tiltSubspace(inside, unseen, (angle * Math.PI) / 180);
    const test = sampleLogisticData(support, truth, 1000, random);
    return trained.map(({ quality, weights }) => ({
      quality,
      angle,
      accuracy: linearAccuracy(weights, test.X, test.y),
    }));
  });
}

/** How qualities differ without a shift and at the largest, and what each gains over knowing nothing: sentences of Markdown. */
export function tiltedText(rows: readonly TiltedAccuracy[]): string {
  const at = (quality: number, angle: number) =>
    rows.find((row) => row.quality === quality && row.angle === angle)!;
  const spread = (angle: number) => {
    const means = qualities.map((quality) => at(quality, angle).mean);
    return asPoints(Math.max(...means) - Math.min(...means), 1);
  };
  const ends = qualities.map(
    (quality) => `${asPercent(at(quality, 90))} for q = ${named(quality)}`,
  );
  return `Without a shift the starts differ by ${spread(0)} points, at 30° by ${spread(30)} and at 90° by ${spread(90)}. There they end at ${ends.join(", ")}; a coin's toss gives 50 %.`;
}

const named = (quality: number) => String(quality).replace("-", "−");

/** The rows as points of curves, a series a quality. */
export const tiltedCurves = (rows: readonly TiltedAccuracy[]) =>
  rows.map(({ quality, angle, mean, lower, upper }) => ({
    series: `q = ${named(quality)}`,
    x: angle,
    y: mean,
    lower,
    upper,
  }));
