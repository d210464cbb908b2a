import type { LabelledImages } from "../images";
import type { FineTuneOptions, FineTuning } from "../methods";
import type { tf } from "../tensorflow";
import type { EvaluationRow, RunContext } from "../runs/run-kind";
import { networks } from "./lazy-libraries";

type Evaluations = FineTuning["evaluations"];

/**
 * Fine-tunes a network within a run, and notes how it does on each set at each moment.
 *
 * @param options.started when the run began, as of `performance.now()`.
 * @returns `moments`: the evaluations behind the rows, in the order of time.
 */
export async function notedFineTuning(
  network: tf.LayersModel,
  train: LabelledImages,
  { started, ...options }: FineTuneOptions & { started: number },
  { signal, onProgress }: RunContext,
): Promise<{ rows: EvaluationRow[]; moments: Evaluations[] }> {
  const rows: EvaluationRow[] = [];
  const moments: Evaluations[] = [];
  const note = (epoch: number, evaluations: Evaluations) => {
    const seconds = (performance.now() - started) / 1000;
    for (const [split, { correct, total }] of Object.entries(evaluations))
      rows.push({ epoch, split, correct, total, seconds });
    moments.push(evaluations);
  };
  const { evaluations, run } = await networks().fineTune(network, train, {
    ...options,
    signal,
    onCheckpoint: (point) => note(point.epoch, point.evaluations),
    progress: ({ step, steps }) => onProgress(step / steps),
  });
  signal.throwIfAborted();
  if (!run) note(0, evaluations);
  return { rows, moments };
}
