import { representable, requireNumber } from "../files/arguments";
/**
 * Upper bound on how far the loss is above its minimum after t steps of gradient descent with step η ≤ 1/L on a convex,
 * L-smooth loss: `‖w₀ − w*‖² / (2 η t)` (Nesterov, *Introductory Lectures on Convex Optimization*, section 2.1.5).
 *
 * @param distance ‖w₀ − w*‖, from the initial weights to the limit they converge to, ≥ 0.
 * @param learningRate η, > 0 and at most 1/L.
 * @param iteration t; infinite at 0.
 */
export function convergenceBound(
  distance: number,
  learningRate: number,
  iteration: number,
): number {
  const isPositive = (value: number) => value > 0 && value < Infinity;
  requireNumber(
    "convergenceBound: distance",
    distance,
    (value) => value >= 0 && value < Infinity,
    "a finite number from 0",
  );
  const positive = "a finite number above 0";
  requireNumber(
    "convergenceBound: learning rate",
    learningRate,
    isPositive,
    positive,
  );
  requireNumber("convergenceBound: iteration", iteration, isPositive, positive);
  return representable(
    "A bound of convergence",
    distance ** 2 / (2 * learningRate * iteration),
  );
}
