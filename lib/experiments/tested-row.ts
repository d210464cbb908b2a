import type { LabelledImages } from "../images";
import type { EvaluationRow } from "../runs/run-kind";
import type { tf } from "../tensorflow";
import { networks } from "./lazy-libraries";

/**
 * Tests a network within a run, as a row of what the run gives.
 *
 * @param row.started when the run began, as of `performance.now()`.
 */
export function testedRow(
  network: tf.LayersModel,
  set: LabelledImages,
  {
    started,
    ...row
  }: Pick<EvaluationRow, "epoch" | "split"> & { started: number },
): EvaluationRow {
  const { correct, total } = networks().evaluate(network, set);
  const seconds = (performance.now() - started) / 1000;
  return { ...row, correct, total, seconds };
}
