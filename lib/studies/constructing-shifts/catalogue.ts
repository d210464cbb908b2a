import { loadDataset } from "../../data";
import { toRgb, type LabelledImages } from "../../images";
import { shiftFrom, type Shift, type ShiftKind } from "../../shifts";
import { inSupport, naturalSets, outOfSupport } from "../synthetic-shifts/plan";

/** A shift of photographs, made by us or natural. */
export interface CatalogueEntry {
  name: string;
  kind: ShiftKind;
  /** Largest density ratio of shifted over reference that follows from how it is made; infinite out of support. */
  largestRatio: number;
  /** How it is made; a natural one has its images instead. */
  shift?: Shift;
  set?: LabelledImages;
}

/** How much more frequent than in the reference set the rarest image of the shifted set is, by the shift's p. */
const ratios: { [name: string]: (p: number) => number } = {
  "spurious tint": (p) => 1 / (1 - p),
  "spurious patch": (p) => 1 / (1 - p),
  "label shift": (p) => (1 - p) / p,
  "minority subgroup": (p) => (1 - p) / p,
};

/**
 * The shifts of the study of synthetic shifts, and the drawings as natural ones: those in support first.
 *
 * @param seed of what is drawn for each image.
 */
export function photographShifts(seed: number): CatalogueEntry[] {
  const made = Object.entries({ ...inSupport, ...outOfSupport });
  return [
    ...made.map(([name, spec]) => {
      const shift = shiftFrom({ ...spec, seed });
      const isIn = shift.kind === "in-support";
      const largestRatio = isIn
        ? ratios[name](Number(spec.strength))
        : Infinity;
      return { name, kind: shift.kind, largestRatio, shift };
    }),
    ...naturalSets.map((name) => ({
      name: name.replaceAll("-", " "),
      kind: "out-of-support" as const,
      largestRatio: Infinity,
      set: toRgb(loadDataset(name)),
    })),
  ];
}
