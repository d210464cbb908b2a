import {
  asPoints,
  replicatedRobustness,
  verdictOf,
  type ReplicatedRobustness,
  type Verdict,
} from "../../robustness";
import { BASELINE, baselineOf, bySeed } from "./analyse";
import { studiedShifts } from "./plan";
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

/** Which architectures share the baseline's line, shift by shift, as a Markdown list. */
export function otherBaselinesText(
  others: readonly ArchitectureRobustness[],
): string {
  const models = [...new Set(others.map(({ model }) => model))];
  if (models.length === 0)
    return "No other architecture has been trained from scratch yet.";
  return models
    .map((model) => {
      const ours = others.filter(
        (row) => row.model === model && row.robustness.isLine,
      );
      const apart = ours.filter(
        ({ verdict }) => verdict === "above zero" || verdict === "below zero",
      );
      const near = ours.filter(({ verdict }) => verdict === "about zero");
      const named = apart.map(
        ({ shift, robustness }) => `${shift} (${asPoints(robustness, 1)})`,
      );
      return `- **${model}**: about zero under ${near.length} of the ${ours.length} shifts with a line; apart from it under ${named.length === 0 ? "none" : named.join(", ")}.`;
    })
    .join("\n");
}
