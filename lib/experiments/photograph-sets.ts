import { z } from "zod";
import { loadDataset } from "../data";
import { datasetHash } from "../data/dataset-hash";
import { takeRange, toRgb, type LabelledImages } from "../images";
import { shiftFrom, type ShiftSpec } from "../shifts";
import type { KnownMixture } from "../support";
import { support } from "./lazy-libraries";
import {
  seededShift,
  shiftedTest,
  shiftField,
  type LearningTask,
} from "./task";

/** A mixture of photographs and of something new with a known answer, as plain data; see `knownMixture`. */
const mixtureField = z.strictObject({
  /** What is new: a registered set, or test photographs under a shift. */
  fresh: z.union([
    z.strictObject({ set: z.string() }),
    z.strictObject({ shift: shiftField }),
  ]),
  share: z.number().gt(0).lt(1),
  count: z.int().positive().default(1600),
  /** Of which images are taken; not the run's, so that networks of all seeds are tested on one mixture. */
  seed: z.int().default(1),
});

/** What networks or domain classifiers meet: test images under a shift, a registered set (or a split of it) as it is or under a shift, or a mixture with a known answer. */
export const metField = z.union([
  z.strictObject({ shift: shiftField }),
  z.strictObject({ set: z.string(), split: z.string().optional() }),
  z.strictObject({ set: z.string(), shift: shiftField }),
  z.strictObject({ mixture: mixtureField }),
]);

/** {@link metField}, checked and complete. */
export type Met =
  | { shift: ShiftSpec }
  | { set: string; split?: string; shift?: ShiftSpec }
  | { mixture: Mixture };

/** A {@link KnownMixture} as plain data. */
export interface Mixture {
  fresh: { set: string } | { shift: ShiftSpec };
  share: number;
  count: number;
  seed: number;
}

/** Fills in the options of shifts, with a seed where they have none of their own. @throws Error as `seededShift`. */
export function completeMet(met: z.output<typeof metField>, seed: number): Met {
  if (!("mixture" in met)) return withSeededShift(met, seed) as Met;
  const { mixture } = met;
  const fresh = withSeededShift(mixture.fresh, mixture.seed);
  return { mixture: { ...mixture, fresh } as Mixture };
}

const withSeededShift = (
  met: { set?: string; shift?: unknown },
  seed: number,
) => ({
  ...met,
  ...(met.shift !== undefined && {
    shift: seededShift(met.shift as ShiftSpec, seed),
  }),
});

/** Hashes of the registered sets that are met besides the photographs themselves, by name. */
export function metHashes(met: Met): { [name: string]: string } {
  const set =
    "set" in met
      ? met.set
      : "mixture" in met && "set" in met.mixture.fresh
        ? met.mixture.fresh.set
        : undefined;
  return set === undefined ? {} : { [set]: datasetHash(set) };
}

/** The images that are met, with what a shift drew for each; of a mixture also which of them are new. */
export function metSet(
  task: LearningTask,
  met: Met,
): { set: LabelledImages; isNew?: Uint8Array } {
  if ("mixture" in met) {
    const { shifted, isNew } = mixtureOf(task.data, met.mixture);
    return { set: shifted, isNew };
  }
  if (!("set" in met)) return { set: shiftedTest(task, met.shift) };
  const { classNames, ...set } = toRgb(
    loadDataset(met.set, { ...(met.split && { split: met.split }) }),
  );
  const shifted = met.shift ? shiftFrom(met.shift).shifted(set) : set;
  return { set: { ...shifted, ...(classNames && { classNames }) } };
}

/** A mixture's images, and which of them are new: new photographs are made of the last quarter of the test ones, which is not in the other part. */
export function mixtureOf(data: string, mixture: Mixture): KnownMixture {
  const { fresh, share, count, seed } = mixture;
  const photographs = toRgb(loadDataset(data, { split: "test" }));
  const [all] = photographs.shape;
  const end = "set" in fresh ? all : Math.floor(0.75 * all);
  const others =
    "set" in fresh
      ? toRgb(loadDataset(fresh.set, { split: "test" }))
      : shiftFrom(fresh.shift).shifted(takeRange(photographs, end, all));
  return support().knownMixture(takeRange(photographs, 0, end), others, {
    share,
    count,
    seed,
  });
}
