import type { LabelledExamples } from "../../theory";
import type { PlaneExperiment } from "./plane";

/** A decision boundary in the plane, as `decisionBoundary` takes it. */
export interface PlaneBoundary {
  name: string;
  weights: [number, number];
  intercept: number;
}

/** What a panel of Figure 2 shows. */
export interface PlaneScene {
  points: { x: number; y: number; label: -1 | 1 }[];
  subspace: [number, number];
  boundaries: PlaneBoundary[];
}

/** Examples in the plane with the line of the reference data, and the trained models' boundaries unless there are to be none. */
export const planeScene = (
  { along, runs }: PlaneExperiment,
  { X, y }: LabelledExamples,
  { boundaries = true }: { boundaries?: boolean } = {},
): PlaneScene => ({
  points: X.map((x, i) => ({ x: x[0], y: x[1], label: y[i] as -1 | 1 })),
  subspace: [along[0], along[1]],
  boundaries: boundaries
    ? runs.map(({ start, weights }) => boundaryOf(start, weights))
    : [],
});

/** Steps of gradient descent that tell its way, ever fewer. */
const MOMENTS = [0, 1, 2, 5, 10, 20, 40, 80, 160, 320, 640, 1280];

/** The boundaries on their way: at some steps and the last one. From zeros there is none at step 0. */
export function planeSteps({
  runs,
}: PlaneExperiment): { label: string; boundaries: PlaneBoundary[] }[] {
  const last = runs[0].losses.length - 1;
  return [...MOMENTS.filter((step) => step < last), last].map((step) => ({
    label: String(step),
    boundaries: runs.map(({ start, trajectory }) =>
      boundaryOf(start, trajectory[step].weights),
    ),
  }));
}

const boundaryOf = (name: string, [a, b, c]: number[]): PlaneBoundary => ({
  name,
  weights: [a, b],
  intercept: c,
});
