import type { ColumnTable } from "arquero";
import type { Json } from "../../files/canonical-json";
import type { Experiment, Profile } from "../../runs/experiment";
import { trained, trials } from "../synthetic-shifts/declare";
import {
  plans as studiedPlans,
  probed,
  probedThenTuned,
} from "../synthetic-shifts/plan";
import { metBy } from "./followed-runs";
import { followedShifts } from "./plan";

/** How an average is called among methods. */
export const AVERAGED = "wise-ft";

/** What the runs of one average on one reference set are called. */
export const averageName = (reference: string, share: number): string =>
  `${reference}, averaged, share ${share}`;

/** The learning rates that the fine-tuning with a probed head is tried with: those of the study of synthetic shifts, run for run. */
export const averageTrials = (profile: Profile): Experiment[] =>
  trials(studiedPlans[profile], [probedThenTuned]);

/**
 * Averages of a probed network's weights and those that it is then fine-tuned to, at several shares, under each shift; and both ends, which the study of
 * synthetic shifts trains. Fine-tuning with a new random head has no start whose average would mean anything.
 *
 * @param results with those of {@link averageTrials}.
 * @returns none before the learning rate is chosen.
 */
export function averaged(
  profile: Profile,
  reference: string,
  shares: readonly number[],
  results: ColumnTable,
): Experiment[] {
  const plan = studiedPlans[profile];
  const shifts = { shifts: followedShifts };
  const starts = trained(plan, shifts, reference, probed, results);
  const ends = trained(plan, shifts, reference, probedThenTuned, results);
  if (starts.length === 0 || ends.length === 0) return [];
  const [{ run: start }, { run: end, seeds, labels }] = [starts[0], ends[0]];
  return [
    ...starts,
    ...ends,
    ...shares.flatMap((share): Experiment[] => {
      const run = { kind: "average", start, end, share } as Experiment["run"];
      const name = averageName(reference, share);
      const told = {
        ...labels,
        method: AVERAGED,
        setting: `share ${share}`,
        share,
      };
      return [
        { name: `train, ${name}`, run, seeds, labels: told },
        ...metBy(reference).map(([shift, on]) => ({
          name: `evaluate, ${shift}, ${name}`,
          run: { kind: "evaluate", of: run as Json, on },
          seeds,
          labels: { ...told, part: "evaluate", shift },
        })),
      ];
    }),
  ];
}
