/**
 * The ways to bring a network to a task, by name; each is a file of that name in this folder:
 *
 * - `from-scratch`: all weights drawn anew, everything trained: what pre-training is compared with;
 * - `linear-probe`: the head alone, fitted on frozen features (L-BFGS, λ swept);
 * - `full`: a new random head, everything trained (the paper's FT);
 * - `lp-ft`: the linear probe's head, then everything trained (Kumar et al. 2022);
 * - `last-blocks`: a new random head, that and the last few blocks trained;
 * - `class-means`: the class means' head, then everything trained (in place of the paper's
 *   ZS-FT, which starts from a zero-shot head).
 *
 * Apart from the methods themselves, which bring TensorFlow: naming one should not.
 */
export const fineTuningStrategies = [
  "from-scratch",
  "linear-probe",
  "full",
  "lp-ft",
  "last-blocks",
  "class-means",
] as const;

/** One of {@link fineTuningStrategies}. */
export type FineTuningStrategy = (typeof fineTuningStrategies)[number];
