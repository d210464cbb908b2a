/** What each step of a run came to, one value a step. */
export interface TrainingHistory {
  losses: Float32Array;
  learningRates: Float32Array;
  /** Before clipping. */
  gradientNorms: Float32Array;
}

/** Room for so many steps. */
export const historyOf = (steps: number): TrainingHistory => ({
  losses: new Float32Array(steps),
  learningRates: new Float32Array(steps),
  gradientNorms: new Float32Array(steps),
});

/** The first `done` steps. */
export const historyUntil = (
  { losses, learningRates, gradientNorms }: TrainingHistory,
  done: number,
): TrainingHistory => ({
  losses: losses.slice(0, done),
  learningRates: learningRates.slice(0, done),
  gradientNorms: gradientNorms.slice(0, done),
});
