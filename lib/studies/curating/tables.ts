import { asPercent, type Interval } from "../../robustness";
import { mainRows } from "./analyse";
import { cues } from "./plan";
import type { CurationAccuracy } from "./results";

const shown = (interval: Interval) =>
  asPercent(
    Number.isFinite(interval.lower) ? interval : interval.mean,
    0,
  ).replace(" %", "");

/** The closing table: worst-group and average accuracy in per cent on the three main sets, a row a cue, arm and set. */
export const curatingRows = (table: readonly CurationAccuracy[]) =>
  cues.flatMap((cue) => mainRows(table, cue).map(curationRow));

/** One kind of network as a row of texts. */
export const curationRow = ({
  cue,
  arm,
  set,
  strength,
  images,
  seeds,
  worst,
  average,
}: CurationAccuracy) => ({
  cue,
  network: arm,
  "learnt from": strength ? `${set} (${strength})` : set,
  images,
  "worst group (%)": shown(worst),
  "average (%)": shown(average),
  seeds: seeds.length,
});
