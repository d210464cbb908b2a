import {
  asPoints,
  replicatedRobustness,
  verdictOf,
  type ReplicatedRobustness,
  type Verdict,
} from "../../robustness";
import { BASELINE, baselineOf, bySeed } from "./analyse";
import { studiedShifts } from "./plan";
import { listed } from "../shared/listed";
import type { ShiftAccuracy } from "./results";

/** How far networks from scratch of another architecture lie from the baseline. */
export interface ArchitectureRobustness {
  shift: string;
  /** Name of the model. */
  model: string;
  robustness: ReplicatedRobustness;
  verdict: Verdict;
}

/**
 * Do other architectures, trained from scratch, share the baseline's line? Their robustness against it at all moments of their training, which is
 * about zero where they do (the paper's premise, after Taori et al.).
 *
 * @param rows of `shiftAccuracies`.
 * @returns in the order of shifts and models; none where the study has not asked others yet.
 */
export function otherBaselines(
  rows: readonly ShiftAccuracy[],
): ArchitectureRobustness[] {
  const others = rows.filter(
    ({ source, model }) => source === "none" && model !== BASELINE,
  );
  const models = [...new Set(others.map(({ model }) => model))];
  return studiedShifts.flatMap((shift) => {
    const baseline = baselineOf(rows.filter((row) => row.shift === shift));
    return models.flatMap((model): ArchitectureRobustness[] => {
      const members = others.filter(
        (row) => row.shift === shift && row.model === model,
      );
      const replicates = bySeed(baseline, members);
      if (replicates.length < 2) return [];
      const robustness = replicatedRobustness(replicates);
      return [{ shift, model, robustness, verdict: verdictOf(robustness) }];
    });
  });
}

/** Where each architecture lies against the baseline, shift by shift, as a Markdown list: above it, below it, about on it, or undecided. */
export function otherBaselinesText(
  others: readonly ArchitectureRobustness[],
): string {
  const models = [...new Set(others.map(({ model }) => model))];
  if (models.length === 0)
    return "No other architecture has been trained from scratch yet.";
  return models
    .map((model) => {
      const ours = others.filter((row) => row.model === model);
      const those = (verdict: Verdict) =>
        ours.filter((row) => row.verdict === verdict);
      const named = (verdict: Verdict) =>
        listed(
          those(verdict).map(
            ({ shift, robustness }) =>
              `${shift} (${asPoints(robustness, 1)} points)`,
          ),
        ) || "none";
      return `- **${model}**, ${ours.length} ${ours.length === 1 ? "shift" : "shifts"}: above zero under ${named("above zero")}; below zero under ${named("below zero")}; about zero under ${those("about zero").length}; undecided under ${those("undecided").length}.`;
    })
    .join("\n");
}
