import type { LabelledImages } from "../images";
import type { FineTuneOptions, FineTuning } from "../methods";
import type { tf } from "../tensorflow";
import type { Artefacts, EvaluationRow, RunContext } from "../runs/run-kind";
import { networks } from "./lazy-libraries";

type Evaluations = FineTuning["evaluations"];

/** What a fine-tuning within a run came to. */
export interface NotedFineTuning {
  rows: EvaluationRow[];
  /** The evaluations behind the rows, in the order of time. */
  moments: Evaluations[];
  /** Where `keepWeights` is asked for: the weights' file of each moment, by {@link nameOfMoment}. */
  weights: Artefacts;
}

const PREFIX = "epoch-";

/** What the weights of a moment are called among a run's artefacts. */
export const nameOfMoment = (epoch: number): string => `${PREFIX}${epoch}`;

/** The moment, in epochs, of weights called so. */
export const momentOf = (name: string): number =>
  Number(name.slice(PREFIX.length));

/**
 * Fine-tunes a network within a run, and notes how it does on each set at each moment.
 *
 * @param options.started when the run began, as of `performance.now()`.
 */
export async function notedFineTuning(
  network: tf.LayersModel,
  train: LabelledImages,
  { started, ...options }: FineTuneOptions & { started: number },
  { signal, onProgress }: Pick<RunContext, "signal" | "onProgress">,
): Promise<NotedFineTuning> {
  const { encodeWeights, fineTune, getWeights } = networks();
  const noted: NotedFineTuning = { rows: [], moments: [], weights: {} };
  const note = (epoch: number, evaluations: Evaluations) => {
    const seconds = (performance.now() - started) / 1000;
    for (const [split, { correct, total }] of Object.entries(evaluations))
      noted.rows.push({ epoch, split, correct, total, seconds });
    noted.moments.push(evaluations);
    if (!options.keepWeights) return;
    const weights = getWeights(network);
    noted.weights[nameOfMoment(epoch)] = encodeWeights({ weights, about: {} });
  };
  const { evaluations, run } = await fineTune(network, train, {
    ...options,
    keepWeights: false, // kept as files, of the moments alone
    signal,
    onCheckpoint: (point) => note(point.epoch, point.evaluations),
    progress: ({ step, steps }) => onProgress(step / steps),
  });
  signal.throwIfAborted();
  if (!run) note(0, evaluations);
  return noted;
}
