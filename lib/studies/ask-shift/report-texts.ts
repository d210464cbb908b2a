import { asPercent, asPoints } from "../../robustness";
import { spokenName } from "../natural-shifts/plan";
import type { ShiftReport } from "./report";
import type { ValidatedAdvice } from "./validate";

/** Reports side by side, a row each, as texts. */
export const reportRows = (reports: { [name: string]: ShiftReport }) =>
  Object.entries(reports).map(
    ([shift, { auc, share, labelShift, prediction, recommendation }]) => ({
      shift,
      "AUC of classifier": auc.mean.toFixed(3),
      "out of support": asPercent(share, 0),
      "label shift": labelShift ? asPercent(labelShift.distance, 0) : "–",
      "predicted points": prediction ? asPoints(prediction.robustness, 0) : "–",
      "to try": recommendation.remedy,
    }),
  );

/** The clauses of a report's recommendation, and what it cannot know, as Markdown. */
export const recommendationText = ({
  recommendation: { clauses },
  cannotKnow,
}: ShiftReport): string =>
  [
    ...clauses.map((clause) => `- ${clause}`),
    "",
    "What it cannot know:",
    "",
    ...cannotKnow.map((each) => `- ${each}`),
  ].join("\n");

/** What would have been advised for each of the laboratory's shifts beside what was measured, a row each, as texts. */
export const adviceRows = (rows: readonly ValidatedAdvice[]) =>
  rows.map(
    ({ shift, share, remedy, predicted, measured, verdict, agrees }) => ({
      shift: spokenName(shift),
      "out of support": asPercent(share, 0),
      advice: remedy,
      "predicted points": asPoints(predicted, 0),
      "measured points": asPoints(measured, 1),
      verdict,
      agrees: agrees === undefined ? "undecided" : agrees ? "yes" : "no",
    }),
  );
