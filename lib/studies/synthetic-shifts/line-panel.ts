import type { AccuracyLine, Interval } from "../../robustness";
import {
  baselineOf,
  pairsOf,
  pretrainedOf,
  robustnessUnder,
  type StudiedRobustness,
} from "./analyse";
import type { ShiftAccuracy } from "./results";
import { lineOfAll } from "../shared/line-of-all";

/** A network in the plane of accuracies, fractions. */
interface PanelPoint {
  name: string;
  reference: number;
  shifted: number;
  /** Which network, and how it was adapted; of pre-trained ones. */
  source?: string;
  strategy?: string;
}

/** What a panel of Figure 4 shows; without a line where the baseline, all repetitions together, is none. */
export interface LinePanel {
  baselines: PanelPoint[];
  pretrained: PanelPoint[];
  line?: AccuracyLine;
  effectiveRobustness?: Interval;
}

/**
 * One shift's networks as `accuracyOnTheLine` takes them: those from scratch and the line through all seeds' moments, the pre-trained ones at the
 * end, and their mean effective robustness.
 *
 * @param rows of `shiftAccuracies`.
 * @param table of `shiftRobustness`: whether the baselines are a line, and the numbers for the box.
 * @throws Error where the table lacks the shift.
 */
export function linePanel(
  rows: readonly ShiftAccuracy[],
  table: readonly StudiedRobustness[],
  shift: string,
): LinePanel {
  const ours = robustnessUnder(table, shift);
  const here = rows.filter((row) => row.shift === shift);
  const baselines = baselineOf(here);
  const drawn = { baselines: points(baselines), pretrained: adapted(here) };
  if (!ours.robustness.isLine) return drawn;
  const line = lineOfAll(pairsOf(baselines));
  if (!line) return drawn;
  return { ...drawn, line, effectiveRobustness: ours.robustness };
}

const points = (rows: readonly ShiftAccuracy[]): PanelPoint[] => {
  const { models, reference, shifted } = pairsOf(rows);
  return Array.from(models!, (name, i) => ({
    name,
    reference: reference[i],
    shifted: shifted[i],
  }));
};

const adapted = (rows: readonly ShiftAccuracy[]): PanelPoint[] => {
  const pretrained = pretrainedOf(rows);
  return points(pretrained).map((point, i) => ({
    ...point,
    source: pretrained[i].model,
    strategy: pretrained[i].method,
  }));
};
