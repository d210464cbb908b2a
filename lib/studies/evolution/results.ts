import type { ColumnTable } from "arquero";
import { settingOf } from "../synthetic-shifts/plan";
import {
  shiftAccuracies,
  type ShiftAccuracy,
} from "../synthetic-shifts/results";
import { fineTuningRates, scratchRates } from "./plan";

/** One network at one moment of its training, by its accuracies on the reference set and on one shifted set. */
export interface FollowedAccuracy extends ShiftAccuracy {
  /** Learning rate of a network that is followed; undefined of the networks of the baseline. */
  rate: number | undefined;
}

const rates = new Map(
  [...fineTuningRates, ...scratchRates].map((value) => [
    settingOf({ name: "learning rate", value }),
    value,
  ]),
);

/**
 * The study's results: every network at every moment that was evaluated on both the reference set and a shifted one.
 *
 * @param results of the study `evolution`, as `storedResults` gives them.
 */
export const followedAccuracies = (results: ColumnTable): FollowedAccuracy[] =>
  // Without an evaluation there is no such column as the shift.
  results.columnNames().includes("shift")
    ? shiftAccuracies(results).map((row) => ({
        ...row,
        rate: rates.get(row.setting),
      }))
    : [];
