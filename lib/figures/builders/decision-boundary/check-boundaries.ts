import { requireFields, requireText } from "../../../files/arguments";
import { refuseMisspelt } from "../../../files/misspelt";
import { written } from "../../../files/written";
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
  points.forEach(checkPoint);
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

const OF_A_POINT = ["x", "y", "label", "group"];

function checkPoint(point: LabelledPoint, i: number): void {
  requireFields(`Point ${i}`, point);
  refuseMisspelt(`Point ${i}`, point, OF_A_POINT);
  const { x, y, label, group } = point;
  requireFinite(x, `x of point ${i}`);
  requireFinite(y, `y of point ${i}`);
  if (group !== undefined) requireText(`The group of point ${i}`, group);
  if (label === 1 || label === -1) return;
  throw new RangeError(
    `The label of point ${i} is ${written(label)}, expected −1 or 1.`,
  );
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
