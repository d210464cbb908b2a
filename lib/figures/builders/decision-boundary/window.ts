import { type Boundary } from "./decision-boundary-data";

/** A point of the window. */
export type Corner = [number, number];

/** The half of a square window on which 1 is predicted (Sutherland–Hodgman with one edge). */
export function positiveSide(
  { weights, intercept = 0 }: Boundary,
  extent: number,
): Corner[] {
  const corners: Corner[] = [
    [-extent, -extent],
    [extent, -extent],
    [extent, extent],
    [-extent, extent],
  ];
  const height = ([x, y]: Corner) =>
    weights[0] * x + weights[1] * y + intercept;
  return corners.flatMap((corner, i): Corner[] => {
    const next = corners[(i + 1) % corners.length]!;
    const [here, there] = [height(corner), height(next)];
    const kept: Corner[] = here >= 0 ? [corner] : [];
    if (here >= 0 === there >= 0) return kept;
    const t = here / (here - there);
    return [
      ...kept,
      [
        corner[0] + t * (next[0] - corner[0]),
        corner[1] + t * (next[1] - corner[1]),
      ],
    ];
  });
}

/** Where a boundary crosses the window; nothing when it passes by, or when the weights are both 0. */
export function acrossWindow(
  { weights: [a, b], intercept = 0 }: Boundary,
  extent: number,
): Corner[] {
  const square = a * a + b * b;
  if (square === 0) return [];
  const foot: Corner = [(-a * intercept) / square, (-b * intercept) / square];
  if (Math.max(Math.abs(foot[0]), Math.abs(foot[1])) > 2 * extent) return [];
  const reach = (4 * extent) / Math.sqrt(square);
  return [
    [foot[0] - b * reach, foot[1] + a * reach],
    [foot[0] + b * reach, foot[1] - a * reach],
  ];
}
