import { dot, norm, randomStream } from "../../numerics";
import {
  decomposeWeights,
  logisticGradient,
  minimizeLogisticLoss,
  smoothnessConstant,
} from "../../theory";
import { tiny } from "./analyse";
import type { PlaneExperiment, PlaneRun } from "./plane";

/** A point of a curve over steps, or over what else a figure has along its axis. */
export interface StepPoint {
  series: string;
  x: number;
  y: number;
}

/** A condition broken: what to draw, and what is to be seen, in a sentence. */
export interface BrokenCondition {
  points: StepPoint[];
  text: string;
}

const badRun = ({ runs }: PlaneExperiment): PlaneRun => runs[runs.length - 1];

/** 10, 20, 50, 100, … up to a number of steps. */
const stepsUpTo = (last: number): number[] =>
  [1, 2, 3, 4, 5]
    .flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power))
    .filter((step) => step <= last);

/** Labels without noise, so that a direction separates them: the length of the weights' two parts over the steps. */
export function separableData(experiment: PlaneExperiment): BrokenCondition {
  const { X } = experiment.reference;
  const { initial } = badRun(experiment);
  const clean = X.map((x) => (dot(x, experiment.rule) > 0 ? 1 : -1));
  const steps = stepsUpTo(100_000).filter((step) => step >= 100);
  const { trajectory } = minimizeLogisticLoss(X, clean, {
    initial,
    iterations: steps[steps.length - 1],
    recordEvery: 100,
  });
  const parts = steps.map((x) => {
    const { within, outside } = decomposeWeights(
      X,
      trajectory[x / 100].weights,
    );
    return { x, within: norm(within), outside: norm(outside) };
  });
  const [first, last] = [parts[0], parts[parts.length - 1]];
  const length = (value: number) => value.toFixed(1);
  return {
    points: parts.flatMap(({ x, within, outside }) => [
      { series: "within the span", x, y: within },
      { series: "outside the span", x, y: outside },
    ]),
    text: `From step ${first.x} to step ${last.x.toLocaleString("en")} the part within grows from ${length(first.within)} to ${length(last.within)}, the part outside from ${length(first.outside)} to ${length(last.outside)}.`,
  };
}

/** Steps beyond 2/L: the loss over the steps, a series a step size, and how far the part outside of the span moved. */
export function largeSteps(experiment: PlaneExperiment): BrokenCondition {
  const { X, y } = experiment.reference;
  const { initial } = badRun(experiment);
  const L = smoothnessConstant(X);
  const iterations = 60;
  const outside = (w: readonly number[]) => decomposeWeights(X, w).outside;
  const tried = [1, 8, 40].map((factor) => {
    const learningRate = factor / L;
    const options = { initial, learningRate, iterations };
    const { losses, weights } = minimizeLogisticLoss(X, y, options);
    const before = outside(initial);
    return {
      series: `η = ${factor}/L`,
      losses,
      rises: losses.filter((loss, t) => t > 0 && loss > losses[t - 1]).length,
      moved: norm(outside(weights).map((value, j) => value - before[j])),
    };
  });
  const said = tried.map(({ series, rises }) => `in ${rises} at ${series}`);
  const moved = Math.max(...tried.map((each) => each.moved));
  return {
    points: tried.flatMap(({ series, losses }) =>
      losses.map((loss, x) => ({ series, x, y: loss })),
    ),
    text: `Of ${iterations} steps the loss rises ${said.join(", ")}. The part outside of the span moves by ${tiny(moved)} at most.`,
  };
}

/** Other updates than the gradient: the component across the data's line over the steps, as a share of what it was. */
export function otherUpdates(experiment: PlaneExperiment): BrokenCondition {
  const { reference, across } = experiment;
  const { initial } = badRun(experiment);
  const L = smoothnessConstant(reference.X);
  const gradient = (w: number[]) =>
    logisticGradient(reference.X, reference.y, w);
  const updates: { [name: string]: (w: number[], t: number) => number[] } = {
    "gradient descent": (w) => gradient(w).map((g) => g / L),
    "sign of the gradient": (w, t) =>
      gradient(w).map((g) => (0.1 * Math.sign(g)) / Math.sqrt(t + 1)),
    "weight decay 0.01": (w) =>
      gradient(w).map((g, j) => (g + 0.01 * w[j]) / L),
  };
  const steps = 300;
  const points = Object.entries(updates).flatMap(([series, update]) => {
    let w = [...initial];
    return Array.from({ length: steps + 1 }, (_, x) => {
      const y = dot(across, w) / dot(across, initial);
      const step = update(w, x);
      w = w.map((value, j) => value - step[j]);
      return { series, x, y };
    });
  });
  const left = points
    .filter(({ x }) => x === steps)
    .map(({ series, y }) => `${series} leaves ${Math.round(100 * y)} %`);
  const shown = points.filter(({ x }) => x % 20 === 0);
  return {
    points: shown,
    text: `After ${steps} steps ${left.join(", ")} of it.`,
  };
}

/** Steps that forgetting is watched for. */
const LONG = 20_000;

/** Spread of the reference data across their line, in standard deviations of those along it. */
const SPREADS = [0, 0.03, 0.1, 0.3];

/**
 * Reference data that leave the subspace by noise of standard deviation s: what is left of the difference between the runs from good and
 * from bad weights, across the line, as a share of what it was; and whether the steps until half is left go with 1/(η s²).
 *
 * @param options.seed of the noise. Default 1.
 */
export function leavingTheSpan(
  experiment: PlaneExperiment,
  { seed = 1 }: { seed?: number } = {},
): BrokenCondition & {
  halves: { s: number; steps: number; scaled: number }[];
} {
  const curves = SPREADS.map((s) => ({ s, ...gapOver(experiment, s, seed) }));
  const shown = stepsUpTo(LONG);
  const halves = curves.flatMap(({ s, gaps, learningRate }) => {
    const steps = gaps.findIndex((gap) => gap <= 0.5);
    return steps < 0
      ? []
      : [{ s, steps, scaled: steps * learningRate * s ** 2 }];
  });
  const scaled = halves.map((half) => half.scaled);
  const [least, most] = [Math.min(...scaled), Math.max(...scaled)];
  const said = halves.map(
    ({ s, steps }) => `${steps.toLocaleString("en")} steps for s = ${s}`,
  );
  const never = curves
    .filter(({ s }) => !halves.some((half) => half.s === s))
    .map(({ s }) => `s = ${s}`);
  const verdict =
    most <= 1.5 * least
      ? "so it goes with 1/(ηs²)"
      : "so it does NOT go with 1/(ηs²) alone";
  return {
    points: curves.flatMap(({ s, gaps }) =>
      shown.map((x) => ({ series: `s = ${s}`, x, y: gaps[x] })),
    ),
    halves,
    text: `Half of the difference is left after ${said.join(", ")}, and never for ${never.join(", ")}. That is ${least.toFixed(1)} to ${most.toFixed(1)} times 1/(ηs²), ${verdict}.`,
  };
}

/** The difference at each step as a share of what it was, and the step size. */
function gapOver(
  { reference, across, runs }: PlaneExperiment,
  s: number,
  seed: number,
): { gaps: number[]; learningRate: number } {
  const noise = randomStream(seed, "noise");
  const X = reference.X.map((x) => {
    const e = s * noise.normal();
    return x.map((value, j) => value + e * across[j]);
  });
  const [good, bad] = runs.slice(1).map(({ initial }) =>
    minimizeLogisticLoss(X, reference.y, {
      initial,
      iterations: LONG,
      recordEvery: 1,
    }),
  );
  const gaps = good.trajectory.map(
    ({ weights }, t) =>
      dot(across, weights) - dot(across, bad.trajectory[t].weights),
  );
  const { learningRate } = good;
  return { gaps: gaps.map((gap) => gap / gaps[0]), learningRate };
}
