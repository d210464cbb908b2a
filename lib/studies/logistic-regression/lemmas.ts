import { dot, minimizeLbfgs, norm, randomStream } from "../../numerics";
import {
  convergenceBound,
  decomposeWeights,
  logisticGradient,
  logisticLoss,
  minimizeLogisticLoss,
  predictedLimit,
  referenceMinimizer,
  separatingDirection,
  smoothnessConstant,
} from "../../theory";
import { tiny } from "./analyse";
import type { StepPoint } from "./conditions";
import type { PlaneExperiment } from "./plane";

/** A lemma of the theorem beside its numerical check. */
export interface LemmaCheck {
  lemma: string;
  checked: string;
  found: string;
  holds: boolean;
}

/** What rounding may leave of a number that should be 0. */
const ROUNDING = 1e-9;

/** Points drawn at random that a statement about all points is checked at. */
const POINTS = 1000;

/**
 * The lemmas behind Theorem 4.1 (Cohen-Wang et al., Appendix A), and the theorem, each checked numerically on the experiment's data.
 *
 * @param options.seed of the random points. Default 1.
 */
export function lemmaChecks(
  experiment: PlaneExperiment,
  { seed = 1 }: { seed?: number } = {},
): LemmaCheck[] {
  const random = randomStream(seed, "anywhere");
  const anywhere = () => Array.from(random.normals(3), (value) => 5 * value);
  return [
    gradientLies(experiment, anywhere),
    outsideStays(experiment),
    convexAndSmooth(experiment, anywhere),
    oneMinimiser(experiment),
    smallStepsDescend(experiment),
    theorem(experiment),
  ];
}

function gradientLies(
  { reference: { X, y } }: PlaneExperiment,
  anywhere: () => number[],
): LemmaCheck {
  const shares = Array.from({ length: POINTS }, () => {
    const gradient = logisticGradient(X, y, anywhere());
    return norm(decomposeWeights(X, gradient).outside) / norm(gradient);
  });
  const largest = Math.max(...shares);
  return {
    lemma: "1. The gradient lies in the span, wherever the weights are.",
    checked: `${POINTS} random weights`,
    found: `largest share outside: ${tiny(largest)}`,
    holds: largest < ROUNDING,
  };
}

function outsideStays({ reference: { X }, runs }: PlaneExperiment): LemmaCheck {
  const outside = (w: readonly number[]) => decomposeWeights(X, w).outside;
  const moves = runs.flatMap(({ initial, trajectory }) => {
    const before = outside(initial);
    return trajectory.map(({ weights }) => distance(outside(weights), before));
  });
  const largest = Math.max(...moves);
  return {
    lemma: "2. So the part of the weights outside never moves.",
    checked: `all steps of ${runs.length} runs`,
    found: `largest movement: ${tiny(largest)}`,
    holds: largest < ROUNDING,
  };
}

function convexAndSmooth(
  { reference: { X, y } }: PlaneExperiment,
  anywhere: () => number[],
): LemmaCheck {
  const L = smoothnessConstant(X);
  const heights = Array.from({ length: POINTS }, () => {
    const [a, b] = [anywhere(), anywhere()];
    const step = b.map((value, j) => value - a[j]);
    const tangent =
      logisticLoss(X, y, a) + dot(logisticGradient(X, y, a), step);
    return (logisticLoss(X, y, b) - tangent) / ((L / 2) * dot(step, step));
  });
  const [lowest, highest] = [Math.min(...heights), Math.max(...heights)];
  return {
    lemma:
      "3. The loss is convex and L-smooth: from 0 to L/2·‖b − a‖² above its tangent; L = λ_max(XᵀX)/(4n).",
    checked: `${POINTS} random pairs`,
    found: `L = ${L.toFixed(3)}; heights, as shares of that, ${lowest.toFixed(4)} to ${highest.toFixed(4)}`,
    holds: lowest > -ROUNDING && highest < 1 + ROUNDING,
  };
}

function oneMinimiser({ reference, runs }: PlaneExperiment): LemmaCheck {
  const { X, y } = reference;
  const minimiser = referenceMinimizer(X, y);
  const quasiNewton = minimizeLbfgs(
    (at, slope) => {
      slope.set(logisticGradient(X, y, at));
      return logisticLoss(X, y, at);
    },
    [0, 0, 0],
    { gradientTolerance: 1e-11 },
  );
  const ends = runs.map(({ weights }) => decomposeWeights(X, weights).within);
  const apart = Math.max(
    ...[...ends, [...quasiNewton.at]].map((end) => distance(end, minimiser)),
  );
  const separates = separatingDirection(X, y);
  return {
    lemma:
      "4. Data that no direction separates have one minimiser within the span.",
    checked: `Newton, L-BFGS, gradient descent from ${runs.length} starts`,
    found: `separating direction: ${separates ? "one" : "none"}; ends at most ${tiny(apart)} apart`,
    holds: !separates && apart < 1e-6,
  };
}

function smallStepsDescend({ reference, runs }: PlaneExperiment): LemmaCheck {
  const { X, y } = reference;
  const L = smoothnessConstant(X);
  const counts = { rises: 0, above: 0, steps: 0 };
  for (const { initial } of runs) {
    const limit = predictedLimit(X, y, initial);
    const least = logisticLoss(X, y, limit);
    for (const share of [1, 0.5, 0.1]) {
      const learningRate = share / L;
      const options = { initial, learningRate, iterations: 1000 };
      const { losses } = minimizeLogisticLoss(X, y, options);
      const far = distance(initial, limit);
      losses.slice(1).forEach((loss, i) => {
        const bound = convergenceBound(far, learningRate, i + 1);
        counts.steps++;
        if (loss > losses[i] + 1e-15) counts.rises++;
        if (loss - least > bound) counts.above++;
      });
    }
  }
  return {
    lemma:
      "5. Steps η ≤ 1/L lower the loss, and after t of them it is at most ‖w_init − ŵ‖²/(2ηt) above its minimum.",
    checked: `${counts.steps.toLocaleString("en")} steps of 1/L, 0.5/L and 0.1/L`,
    found: `${counts.rises} raised the loss, ${counts.above} were above the bound`,
    holds: counts.rises === 0 && counts.above === 0,
  };
}

function theorem({ reference: { X, y }, runs }: PlaneExperiment): LemmaCheck {
  const apart = Math.max(
    ...runs.map(({ initial, weights }) =>
      distance(weights, predictedLimit(X, y, initial)),
    ),
  );
  return {
    lemma: "Theorem: gradient descent ends at (I − P) w_init + w*_ref.",
    checked: `${runs.length} starts`,
    found: `largest distance from it: ${tiny(apart)}`,
    holds: apart < ROUNDING,
  };
}

/** Whether all of them hold: a sentence. */
export function lemmasText(checks: readonly LemmaCheck[]): string {
  const failed = checks.filter(({ holds }) => !holds);
  return failed.length === 0
    ? `All ${checks.length} hold to rounding.`
    : `NOT all hold: ${failed.map(({ lemma }) => lemma).join(" ")}`;
}

/** How far the loss is above its minimum on the way from bad weights with step 1/L, and the bound: points of curves. */
export function descentCurves({
  reference,
  runs,
}: PlaneExperiment): StepPoint[] {
  const { X, y } = reference;
  const { start, initial, losses, learningRate } = runs[runs.length - 1];
  const limit = predictedLimit(X, y, initial);
  const least = logisticLoss(X, y, limit);
  const far = distance(initial, limit);
  return [1, 2, 3, 5, 8, 12, 20].flatMap((x) => [
    { series: start, x, y: losses[x] - least },
    { series: "bound", x, y: convergenceBound(far, learningRate, x) },
  ]);
}

const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  norm(Array.from(a, (value, j) => value - b[j]));
