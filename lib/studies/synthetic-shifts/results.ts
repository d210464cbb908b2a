import { escape, op, type ColumnTable } from "arquero";
import { biased, naturalSets, outOfSupport } from "./plan";

/** Whether a shift shows something new, and for a natural one that nobody made it. */
export type StudiedKind = "in support" | "out of support" | "natural";

/** One network at one moment of its training, by its accuracies on the reference set and on one shifted set. */
export interface ShiftAccuracy {
  shift: string;
  kind: StudiedKind;
  /** The reference set it learnt from: "untouched", or the shift in support. */
  reference: string;
  /** Name of the model; "none" or "imagenet"; how it was adapted. */
  model: string;
  source: string;
  method: string;
  /** Number of reference images that it was trained on. */
  train: number;
  /** Whether that is the study's size of reference set, rather than another one tried beside it. */
  ofStudySize: boolean;
  /** The hyper-parameter in which it differs from the study's recipe, such as "weight decay 0"; empty where in none. */
  setting: string;
  seed: number;
  epoch: number;
  /** Whether this is the end of its training. */
  last: boolean;
  /** Fractions; under natural shifts the mean over classes. */
  referenceAccuracy: number;
  shiftedAccuracy: number;
  /** Numbers of test images. */
  referenceCount: number;
  shiftedCount: number;
}

const KEY = [
  "reference",
  "model",
  "source",
  "method",
  "train",
  "setting",
  "seed",
  "epoch",
];

/** A join's keys: equal names on either side; so arquero takes them, though its types do not say so. */
const same = (columns: string[]) => [columns, columns] as never;

/** Of which kind a shift of the study is. @throws Error where it is none of it. */
export function studiedKind(shift: string): StudiedKind {
  if (shift in biased) return "in support";
  if (shift in outOfSupport) return "out of support";
  if (naturalSets.includes(shift)) return "natural";
  throw new Error(`"${shift}" is no shift of the study of synthetic shifts.`);
}

/**
 * The study's results as accuracies on the reference set beside those on each shifted one: every network at every moment that was evaluated on
 * both, in the order of shift, model, method, seed and epoch.
 *
 * @param results of the study `synthetic-shifts`, as `storedResults` gives them.
 */
export function shiftAccuracies(results: ColumnTable): ShiftAccuracy[] {
  if (results.numRows() === 0) return [];
  const ends = results
    .filter((d: { part: string }) => d.part === "train")
    .groupby(...KEY.slice(0, -1))
    .rollup({ end: (d: { epoch: number }) => op.max(d.epoch) });
  const reference = results
    .filter(
      (d: { part: string; split: string }) =>
        d.part === "train" && d.split === "reference",
    )
    .select(...KEY, {
      accuracy: "referenceAccuracy",
      total: "referenceCount",
    } as never);
  return results
    .filter((d: { part: string }) => d.part === "evaluate")
    .groupby("shift", ...KEY)
    .rollup({
      ofStudySize: (d: { ofStudySize: boolean }) => op.any(d.ofStudySize),
      shiftedAccuracy: (d: { accuracy: number }) => op.mean(d.accuracy),
      shiftedCount: (d: { total: number }) => op.sum(d.total),
    })
    .join(reference, same(KEY))
    .join(ends, same(KEY.slice(0, -1)))
    .derive({
      kind: escape(({ shift }: { shift: string }) => studiedKind(shift)),
      last: (d: { epoch: number; end: number }) => d.epoch === d.end,
    })
    .orderby("shift", "model", "method", "train", "seed", "epoch")
    .objects() as ShiftAccuracy[];
}
