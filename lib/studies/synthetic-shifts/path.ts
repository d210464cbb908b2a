import {
  replicatedRobustness,
  verdictOf,
  type ReplicatedRobustness,
  type Verdict,
} from "../../robustness";
import { BASELINE, baselineOf, bySeed } from "./analyse";
import { studiedShifts } from "./plan";
import type { ShiftAccuracy } from "./results";

/** Stages on the way from the baseline to a fully fine-tuned network of another architecture. */
export const pathStages = [
  "same network, from scratch",
  "pre-trained, frozen",
  "after one epoch of fine-tuning",
  "at the end of fine-tuning",
] as const;

/** Robustness of the networks of one stage under one shift. */
export interface StageRobustness {
  shift: string;
  stage: (typeof pathStages)[number];
  robustness: ReplicatedRobustness;
  verdict: Verdict;
}

/**
 * Where robustness under the shifts out of support comes from, or is lost: by another architecture alone, by frozen pre-trained features, early or
 * late in fine-tuning.
 *
 * @param rows of `shiftAccuracies`.
 * @param model which pre-trained network. Default EfficientNet-Lite0.
 * @returns in the order of the shifts and of {@link pathStages}; without stages that the study did not ask.
 */
export function robustnessAlongPath(
  rows: readonly ShiftAccuracy[],
  model = "efficientnet-lite0",
): StageRobustness[] {
  const ours = rows.filter(
    (row) =>
      row.model === model && row.ofStudySize && row.kind !== "in support",
  );
  return studiedShifts.flatMap((shift) => {
    const baseline = baselineOf(
      rows.filter((row) => row.shift === shift),
      BASELINE,
    );
    const here = ours.filter((row) => row.shift === shift);
    return pathStages.flatMap((stage): StageRobustness[] => {
      const replicates = bySeed(baseline, here.filter(isOf[stage]));
      if (replicates.length < 2) return [];
      const robustness = replicatedRobustness(replicates);
      return [{ shift, stage, robustness, verdict: verdictOf(robustness) }];
    });
  });
}

const isOf: {
  [stage in (typeof pathStages)[number]]: (row: ShiftAccuracy) => boolean;
} = {
  "same network, from scratch": ({ source, last }) => source === "none" && last,
  "pre-trained, frozen": ({ method }) => method === "linear-probe",
  "after one epoch of fine-tuning": ({ method, epoch }) =>
    method === "full" && epoch === 1,
  "at the end of fine-tuning": ({ method, last }) => method === "full" && last,
};
