import { asPercent, type Interval } from "../../robustness";
import { mainRows } from "./analyse";
import { cues } from "./plan";
import {
  boundedInterval,
  type CuratedNetwork,
  type CurationAccuracy,
} from "./results";

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

/** Accuracy on each group in per cent, a row a network of the main sets: mean over seeds with its 95 % interval. */
export function groupRows(
  networks: readonly CuratedNetwork[],
  main: readonly CurationAccuracy[],
): { [column: string]: string }[] {
  return main.map((row) => {
    const same = networks.filter(
      ({ arm, cue, set, images, strength }) =>
        arm === row.arm &&
        cue === row.cue &&
        set === row.set &&
        images === row.images &&
        strength === row.strength,
    );
    const cells = same[0].groups.map(({ group }, g) => {
      const values = same.map(({ groups }) => groups[g].accuracy);
      return [group, shown(boundedInterval(values))];
    });
    return {
      network: row.arm,
      "learnt from": row.set,
      ...Object.fromEntries(cells),
    };
  });
}
