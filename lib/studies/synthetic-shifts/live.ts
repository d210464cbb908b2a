import type { Profile } from "../../runs";
import type { RecomputedRow } from "../shared/recomputed";

/** Of which network and how adapted: what a notebook computes again in half a minute. */
const PROBE = "efficientnet-lite0, linear-probe";
const evaluated = [
  { shift: "vertical flip", reference: "untouched" },
  { shift: "spurious tint", reference: "spurious tint" },
];
const training = (reference: string) => `train, ${reference}, ${PROBE}`;
const evaluation = (shift: string, reference: string) =>
  `evaluate, ${shift}, ${reference}, ${PROBE}`;

/** Experiments of the study that a notebook computes again: a linear probe under two shifts, and a network from scratch on few images. */
export const liveRuns = (profile: Profile): string[] => [
  ...evaluated.flatMap(({ shift, reference }) => [
    training(reference),
    evaluation(shift, reference),
  ]),
  ...(profile === "full"
    ? ["train, spurious tint, residual-cnn, from-scratch, 500 images"]
    : []),
];

/** A network computed just now, in the plane of accuracies. */
export interface LivePoint {
  shift: string;
  name: string;
  reference: number;
  shifted: number;
  source: string;
  strategy: string;
}

/**
 * The networks of {@link liveRuns} that were evaluated on a reference and on a shifted set.
 *
 * @param rows what `recomputed` gave for them.
 * @throws Error where a run is not among them.
 */
export function livePoints(rows: readonly RecomputedRow[]): LivePoint[] {
  return evaluated.map(({ shift, reference }) => ({
    shift,
    name: `${shift}, computed now`,
    reference: accuracyOf(rows, training(reference), "reference"),
    shifted: accuracyOf(rows, evaluation(shift, reference)),
    source: "just now",
    strategy: "linear-probe",
  }));
}

function accuracyOf(
  rows: readonly RecomputedRow[],
  experiment: string,
  split?: string,
): number {
  const row = rows.find(
    (each) =>
      each.experiment === experiment && (split ?? each.split) === each.split,
  );
  if (row) return row.recomputed;
  throw new Error(
    `"${experiment}" is not among what was computed again: compute liveRuns(profile) again, all of them.`,
  );
}
