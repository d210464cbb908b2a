import { proportionInterval, type AccuracyPairs } from "../../robustness";
import type { TrainingCheckpoint, TrainingRun } from "../../training";

/** A model, or a network at one moment of its training, by its two accuracies. */
export interface MeasuredAccuracies {
  name: string;
  /** Fractions in [0, 1]. */
  reference: number;
  shifted: number;
  /** 95 % Wilson intervals: how well so many test images measure the accuracy. */
  referenceInterval: [number, number];
  shiftedInterval: [number, number];
  /** What it was pre-trained on. */
  source?: string;
  /** How it was fine-tuned. */
  strategy?: string;
}

/** What else to say of measured accuracies. */
export interface MeasuredOptions {
  name: string;
  source?: string;
  strategy?: string;
}

/**
 * The accuracies of a checkpoint that was evaluated on sets called `reference` and `shifted`.
 *
 * @throws Error where either was not evaluated.
 */
export function measuredAccuracies(
  { evaluations, epoch }: TrainingCheckpoint,
  options: MeasuredOptions,
): MeasuredAccuracies {
  const measured = (set: "reference" | "shifted") => {
    const evaluation = evaluations[set];
    if (!evaluation) {
      throw new Error(
        `"${options.name}" was not evaluated on a set called "${set}" at epoch ${epoch} (only on: ${Object.keys(evaluations).join(", ") || "none"}).`,
      );
    }
    const { correct, total, accuracy } = evaluation;
    return {
      accuracy,
      interval: proportionInterval(correct, total, { method: "wilson" }),
    };
  };
  const reference = measured("reference");
  const shifted = measured("shifted");
  return {
    ...options,
    reference: reference.accuracy,
    shifted: shifted.accuracy,
    referenceInterval: reference.interval,
    shiftedInterval: shifted.interval,
  };
}

/**
 * The accuracies along a run: the baseline of an accuracy line, as in the paper's Section 5.
 *
 * @param options.from leaves out checkpoints before this epoch. Default 0.
 * @throws Error where a checkpoint was not evaluated on `reference` and `shifted`.
 * @example
 * const run = await trainNetwork(smallCnn({ seed: 1 }), train, {}, { evaluate: { reference, shifted }, every: 0.5 });
 * const baselines = accuraciesAlong(run, { name: "small CNN", from: 1 });
 */
export function accuraciesAlong(
  { checkpoints }: TrainingRun,
  { from = 0, ...options }: MeasuredOptions & { from?: number },
): MeasuredAccuracies[] {
  return checkpoints
    .filter(({ epoch }) => epoch >= from)
    .map((checkpoint) =>
      measuredAccuracies(checkpoint, {
        ...options,
        name: `${options.name}, epoch ${checkpoint.epoch.toFixed(2)}`,
      }),
    );
}

/** Rows of accuracies as columns, the form in which lines are fitted. */
export function measuredPairs(
  rows: readonly Pick<MeasuredAccuracies, "name" | "reference" | "shifted">[],
): AccuracyPairs {
  return {
    models: rows.map(({ name }) => name),
    reference: rows.map(({ reference }) => reference),
    shifted: rows.map(({ shifted }) => shifted),
  };
}
