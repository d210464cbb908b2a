import { toRgb, type LabelledImages } from "../images";
import type { Shift } from "./shift";

/** Options of the shifts that leave the reference set as it is. */
export interface StrengthOptions {
  /** In [0, 1]; what it measures, each shift says. At 0, images stay as they are. */
  strength?: number;
  /** Seed of what is drawn for each example. Default 0. */
  seed?: number;
}

/** An out-of-support shift by its name, options and what it does to shifted images, the reference set being left as it is. */
export function untouchedReference(
  name: string,
  { strength, seed }: Required<StrengthOptions>,
  {
    description,
    shifted,
  }: {
    description: string;
    shifted: (set: LabelledImages) => LabelledImages;
  },
): Shift {
  return {
    name,
    kind: "out-of-support",
    seed,
    description: `The reference set is untouched; ${description}.`,
    reference: toRgb,
    shifted,
    spec: { name, strength, seed },
  };
}
