import { referenceValues } from "../reference-values";

/** The problem that POT solved: squared Euclidean costs between two samples of 20 and 25 points. */
export const known = referenceValues.transport;
export const { A, B } = known;
export const costs = A.map((x) =>
  B.map((y) => x.reduce((sum, v, k) => sum + (v - y[k]) ** 2, 0)),
);
export const a = A.map(() => 1 / A.length);
export const b = B.map(() => 1 / B.length);
