import { requireFinite, requireSome } from "../../frame";
import {
  type Boundary,
  type BoundaryStep,
  type LabelledPoint,
} from "./decision-boundary-data";

/** Refuse points and boundaries that can't be drawn, and steps that differ in their boundaries. */
export function check(
  points: readonly LabelledPoint[],
  boundaries: readonly Boundary[],
  steps: readonly BoundaryStep[],
): void {
  requireSome(points, "The list of points");
  points.forEach(({ x, y }, i) => {
    requireFinite(x, `x of point ${i}`);
    requireFinite(y, `y of point ${i}`);
  });
  checkSteps(boundaries, steps);
  for (const { name, weights, intercept = 0 } of [
    ...boundaries,
    ...steps.flatMap((step) => step.boundaries),
  ]) {
    [...weights, intercept].forEach((w) =>
      requireFinite(w, `A weight of boundary "${name}"`),
    );
  }
  for (const { name, weights } of boundaries) {
    if (weights[0] === 0 && weights[1] === 0) {
      throw new RangeError(
        `The weights of boundary "${name}" are both 0: there is no boundary.`,
      );
    }
  }
}

function checkSteps(
  boundaries: readonly Boundary[],
  steps: readonly BoundaryStep[],
): void {
  const names = boundaries.map(({ name }) => name).join(", ");
  for (const step of steps) {
    if (step.boundaries.map(({ name }) => name).join(", ") !== names) {
      throw new RangeError(
        `Step "${step.label}" has the boundaries ${step.boundaries.map(({ name }) => `"${name}"`).join(", ") || "(none)"}, but the last one has ${names}: each step must have the same ones in the same order.`,
      );
    }
  }
}
