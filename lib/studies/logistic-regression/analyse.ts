import { dot, norm } from "../../numerics";
import { asPercent, proportionInterval, type Interval } from "../../robustness";
import { decomposeWeights, linearAccuracy, predictedLimit } from "../../theory";
import {
  PLANE_CENTRES,
  type PlaneExperiment,
  type PlaneRun,
  type PlaneSet,
} from "./plane";

/** Examples that accuracies under a shift are measured on. */
const MANY = 20_000;

/** What the models trained from several starts do on one set. */
export interface PlaneAccuracies {
  set: PlaneSet;
  /** A model each, in the order of the runs: accuracy with its 95 % interval (Clopper and Pearson), fractions. */
  accuracies: Interval[];
  /** Of `count` examples, on how many all models predict alike. */
  alike: number;
  count: number;
}

/** The trained models on 20,000 examples of a set. */
export function planeAccuracies(
  { runs, draw }: PlaneExperiment,
  set: PlaneSet,
): PlaneAccuracies {
  const { X, y } = draw(set, MANY);
  const accuracies = runs.map(({ weights }) => {
    const mean = linearAccuracy(weights, X, y);
    const right = Math.round(mean * MANY);
    const [lower, upper] = proportionInterval(right, MANY);
    return { mean, lower, upper };
  });
  const alike = X.filter((x) => {
    const signs = runs.map(({ weights }) => Math.sign(dot(weights, x)));
    return signs.every((sign) => sign === signs[0]);
  }).length;
  return { set, accuracies, alike, count: MANY };
}

/** The answer in two sentences of Markdown: accuracies under a shift within the span and out of it. */
export function planeText(experiment: PlaneExperiment): string {
  const [within, out] = (["within", "out"] as const).map((set) =>
    planeAccuracies(experiment, set).accuracies.map(({ mean }) => mean),
  );
  const same = new Set(within).size === 1;
  const said = (values: number[]) => {
    const [zeros, good, bad] = values.map((each) => asPercent(each));
    return `**${zeros}** from zeros, **${good}** from good weights and **${bad}** from bad ones`;
  };
  const first = same
    ? `Under a shift within the span of its training data, logistic regression has the same accuracy wherever it started, **${asPercent(within[0])}**: the data decide.`
    : `Under a shift within the span of its training data, logistic regression has ${said(within)}: NOT the same.`;
  const verdict =
    new Set(out).size > 1
      ? "the initialisation decides"
      : "the initialisation makes NO difference";
  return `${first} Under a shift out of the span it has ${said(out)}: ${verdict}.`;
}

/** The consequences of the theorem, (a) to (d), each with the number that proves it. */
export function consequenceRows(experiment: PlaneExperiment) {
  const { reference, runs } = experiment;
  const distances = reference.X.map((x) =>
    norm(decomposeWeights(reference.X, x).outside),
  );
  const [within, out] = (["within", "out"] as const).map((set) =>
    planeAccuracies(experiment, set),
  );
  const list = ({ accuracies }: PlaneAccuracies) =>
    accuracies.map((each) => asPercent(each)).join("; ");
  const count = within.count.toLocaleString("en");
  return [
    row(
      "(a) the reference data lie in a subspace, their span",
      `farthest example from it: ${tiny(Math.max(...distances))}`,
    ),
    row(
      "(b) within it all starts end at one boundary, outside at different ones",
      `on the data's line the boundaries are ${tiny(crossingSpread(experiment))} apart; in the plane they turn by up to ${widestTurn(runs).toFixed(0)}°`,
    ),
    row(
      "(c) a shift within it: the start makes no difference",
      `predictions alike on ${within.alike.toLocaleString("en")} of ${count}; accuracies ${list(within)}`,
    ),
    row(
      "(d) a shift out of it: the start decides",
      `predictions alike on ${out.alike.toLocaleString("en")} of ${count}; accuracies ${list(out)}`,
    ),
  ];
}

const row = (consequence: string, number: string) => ({
  consequence,
  "what proves it": number,
});

/** A small number for prose: "1.7e−15", or "0". */
export const tiny = (value: number): string =>
  value === 0 ? "0" : value.toExponential(1).replace("-", "−");

/** How far apart the boundaries cross the data's line, in standard deviations of the data. */
function crossingSpread({ along, runs }: PlaneExperiment): number {
  const places = runs.map(({ weights }) => -weights[2] / dot(weights, along));
  return Math.max(...places) - Math.min(...places);
}

/** The largest angle between two boundaries, in degrees from 0 to 90. */
function widestTurn(runs: readonly PlaneRun[]): number {
  const normals = runs.map(({ weights: [a, b] }) => [a, b]);
  const angles = normals.flatMap((a) =>
    normals.map((b) => {
      const cosine = Math.abs(dot(a, b)) / (norm(a) * norm(b));
      return (180 / Math.PI) * Math.acos(Math.min(1, cosine));
    }),
  );
  return Math.max(...angles);
}

/** Both terms of the theorem's limit, and how far gradient descent ended from it. */
export function decompositionRows({ reference, runs }: PlaneExperiment) {
  const { X, y } = reference;
  return runs.map(({ start, initial, weights }) => {
    const limit = predictedLimit(X, y, initial);
    const { outside, within } = decomposeWeights(X, limit);
    return {
      start,
      "its part, outside": vector(outside),
      "the data's part, within": vector(within),
      "predicted limit": vector(limit),
      "gradient descent": vector(weights),
      apart: tiny(norm(weights.map((value, j) => value - limit[j]))),
    };
  });
}

const vector = (w: readonly number[]): string =>
  `(${w.map((value) => (Math.abs(value) < 5e-4 ? 0 : value).toFixed(3).replace("-", "−")).join(", ")})`;

/** What is in support by the span, and out of it by the density: a sentence of Markdown. */
export function farText(experiment: PlaneExperiment): string {
  const { alike, count } = planeAccuracies(experiment, "far");
  const ratio = Math.exp(PLANE_CENTRES.far ** 2 / 2);
  const verdict =
    alike === count
      ? "the start still decides nothing"
      : "the start DOES decide";
  return (
    `Move the data ${PLANE_CENTRES.far} standard deviations along their line, where p_shift/p_ref is ` +
    `${Number(ratio.toPrecision(1)).toLocaleString("en")} at the new centre: all models predict alike on ` +
    `${alike.toLocaleString("en")} of ${count.toLocaleString("en")} examples; ${verdict}.`
  );
}
