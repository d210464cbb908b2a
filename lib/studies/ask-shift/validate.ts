import {
  asPercent,
  proportionInterval,
  verdictOf,
  type Interval,
  type Verdict,
} from "../../robustness";
import { leaveOneShiftOut } from "../natural-shifts/predict";
import type { ShiftShare } from "../natural-shifts/shares";
import { kindOf, remedies } from "./recommend";
import type { AskedKind, Remedy } from "./report";

/** What would have been advised for one of the laboratory's shifts, had its robustness not been known, and what was measured. */
export interface ValidatedAdvice {
  shift: string;
  kind: AskedKind;
  /** Share out of support. */
  share: Interval;
  remedy: Remedy;
  /** Prediction interval from all other shifts, and robustness as measured. */
  predicted: Interval;
  measured: Interval;
  verdict: Verdict;
  /** Whether the prediction interval holds the measured mean. */
  isInside: boolean;
  /** Whether pre-training helped where it was advised, and did not where it was not; undefined where the measurement is undecided. */
  agrees?: boolean;
}

/**
 * Asks each of the laboratory's shifts in turn, with its own robustness left out, and compares the advice with what was measured.
 *
 * @param rows of `laboratoryShares`, at least six.
 */
export function validateAdvice(rows: readonly ShiftShare[]): ValidatedAdvice[] {
  const { leftOut } = leaveOneShiftOut(rows);
  return rows.map((row, i): ValidatedAdvice => {
    // That a shift is there is known of the laboratory's own.
    const kind = kindOf({ share: row.share, auc: CERTAIN });
    const remedy = remedies[kind];
    const verdict = verdictOf(row.robustness);
    const isAdvised = remedy === "pre-training" || remedy === "both";
    return {
      shift: row.shift,
      kind,
      share: row.share,
      remedy,
      predicted: leftOut[i].predicted,
      measured: row.robustness,
      verdict,
      isInside: leftOut[i].isInside,
      ...(verdict !== "undecided" && {
        agrees: isAdvised === (verdict === "above zero"),
      }),
    };
  });
}

const CERTAIN = { mean: 1, lower: 1, upper: 1 };

/** How often the advice agrees with what was measured, in two sentences. */
export function validationText(rows: readonly ValidatedAdvice[]): string {
  const decided = rows.filter(({ agrees }) => agrees !== undefined);
  const right = decided.filter(({ agrees }) => agrees).length;
  const inside = rows.filter(({ isInside }) => isInside).length;
  const [least] = proportionInterval(right, Math.max(1, decided.length));
  const worth =
    least > 0.5 ? "more often than a coin would" : "no better than a coin";
  return `By its share out of support alone, the advice agrees with what was measured for ${ofTotal(right, decided.length)} of the laboratory's shifts, ${worth} (${rows.length - decided.length} more are undecided). Predicted from all others, robustness falls within its 95 % prediction interval for ${ofTotal(inside, rows.length)}.`;
}

function ofTotal(count: number, total: number): string {
  if (total === 0) return "none";
  const [lower, upper] = proportionInterval(count, total);
  const share = { mean: count / total, lower, upper };
  return `${count} of ${total} (${asPercent(share, 0)})`;
}
