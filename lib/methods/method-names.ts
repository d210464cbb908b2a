/**
 * The ways to bring a network to a task whose classes it does not know yet, by name; each is a file of that name in this folder:
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
export const taskStrategies = [
  "from-scratch",
  "linear-probe",
  "full",
  "lp-ft",
  "last-blocks",
  "class-means",
] as const;

/**
 * The ways to adapt a network that knows the classes already, and to keep what it can; its head is kept:
 *
 * - `ewc`: everything trained, held to where it was by the Fisher information (Kirkpatrick et al. 2017);
 * - `lwf`: everything trained, held to what it answered before (Li and Hoiem 2016);
 * - `lora`: changes of low rank to each kernel (Hu et al. 2022);
 * - `wise-ft`: the average of the weights before and after everything is trained (Wortsman et al. 2022);
 * - `soup`: the average of several such trainings (Wortsman et al. 2022).
 */
export const inheritingStrategies = [
  "ewc",
  "lwf",
  "lora",
  "wise-ft",
  "soup",
] as const;

/** All that `fineTune` knows. */
export const fineTuningStrategies = [
  ...taskStrategies,
  ...inheritingStrategies,
] as const;

/** One of {@link fineTuningStrategies}. */
export type FineTuningStrategy = (typeof fineTuningStrategies)[number];
