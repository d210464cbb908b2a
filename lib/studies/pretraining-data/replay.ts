import {
  asPoints,
  meanInterval,
  verdictOf,
  type Interval,
  type Verdict,
} from "../../robustness";
import { distinct } from "../shared/distinct";
import { listed } from "../shared/listed";
import { metShifts, replayedData } from "./plan";
import type { TransferAccuracy } from "./results";

/** What it changes at the end of fine-tuning to show pre-training images again; over seeds, fractions. */
export interface ReplayChange {
  shift: string;
  /** Replayed images, as a share of the task's. */
  replay: number;
  seeds: number;
  reference: Interval;
  shifted: Interval;
  /** Of the change in shifted accuracy. */
  verdict: Verdict;
}

/**
 * Replay against none, under each shift; of what two seeds have at least.
 *
 * @param rows of `transferAccuracies`.
 */
export function replayChanges(
  rows: readonly TransferAccuracy[],
): ReplayChange[] {
  const ends = rows.filter(
    ({ source, last }) => source === replayedData.name && last,
  );
  return metShifts.flatMap((shift) => {
    const here = ends.filter((row) => row.shift === shift);
    const without = here.filter(({ replay }) => replay === 0);
    return distinct(here.map(({ replay }) => replay))
      .filter((replay) => replay > 0)
      .sort((a, b) => a - b)
      .flatMap((replay): ReplayChange[] => {
        const pairs = here
          .filter((row) => row.replay === replay)
          .flatMap((row) => {
            const other = without.find(({ seed }) => seed === row.seed);
            return other ? [[row, other] as const] : [];
          });
        if (pairs.length < 2) return [];
        const change = (of: "referenceAccuracy" | "shiftedAccuracy") =>
          meanInterval(pairs.map(([row, other]) => row[of] - other[of]));
        const shifted = change("shiftedAccuracy");
        return [
          {
            shift,
            replay,
            seeds: pairs.length,
            reference: change("referenceAccuracy"),
            shifted,
            verdict: verdictOf(shifted),
          },
        ];
      });
  });
}

/** What replay changes, in a sentence of Markdown. */
export function replayText(changes: readonly ReplayChange[]): string {
  if (changes.length === 0)
    return "Replay is not computed yet: npm run sweep -- pretraining-data.";
  const shares = distinct(changes.map(({ replay }) => String(replay)));
  const parts = distinct(changes.map(({ shift }) => shift)).map((shift) => {
    const ours = changes
      .filter((each) => each.shift === shift)
      .map(({ shifted, verdict }) => `${asPoints(shifted, 1)} (${verdict})`);
    return `${shift} by ${listed(ours)}`;
  });
  return `Replay, tried on residual networks with our own pre-training, with ${listed(shares)} pre-training images for each of the task's, changes shifted accuracy at the end of fine-tuning under ${parts.join("; ")} points, each tested at 95 %.`;
}
