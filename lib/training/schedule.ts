import type { Recipe } from "./recipe";

/**
 * The learning rate of one step: linear warm-up from 0 (the first step already
 * moves), then half a cosine to 0 or a constant.
 *
 * @param step number of the step, from 0.
 * @param steps number of steps of the whole run.
 * @example
 * learningRateAt({ learningRate: 1, schedule: "cosine", warmup: 0.1 }, 55, 100); // 0.5
 */
export function learningRateAt(
  recipe: Pick<Recipe, "learningRate" | "schedule" | "warmup">,
  step: number,
  steps: number,
): number {
  const { learningRate, schedule, warmup } = recipe;
  const warmupSteps = Math.round(warmup * steps);
  if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps;
  if (schedule === "constant") return learningRate;
  const progress = (step - warmupSteps) / Math.max(1, steps - warmupSteps);
  return (learningRate * (1 + Math.cos(Math.PI * progress))) / 2;
}
