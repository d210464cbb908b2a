import type { LabelledImages } from "../images";

/**
 * Whether everything a shifted set shows can also appear in the reference set
 * (in support: models fail through dataset bias) or something new appears (out
 * of support: models may also fail through poor extrapolation). Paper, Section 5.
 */
export type ShiftKind = "in-support" | "out-of-support";

/**
 * A distribution shift: how a reference set and a shifted set are made from one
 * base set. Both methods are deterministic: what is drawn at random is drawn
 * once per example, from the seed and the example's place in the base set.
 */
export interface Shift {
  name: string;
  kind: ShiftKind;
  seed: number;
  /** The shift in a sentence or two. */
  description: string;
  /** What models are trained and first tested on. */
  reference(set: LabelledImages): LabelledImages;
  /** What they meet later. What was drawn for each example is an attribute of the images; each shift says which. */
  shifted(set: LabelledImages): LabelledImages;
  /** Whether the two sets leave out examples of the base set. Default false. */
  selects?: boolean;
  /** The shift as plain data, all options given, from which `shiftFrom` makes it again; only shifts of this library have it. */
  spec?: ShiftSpec;
}

/** A shift as plain data: its name, and options as the function that makes it takes them. */
export interface ShiftSpec {
  name: string;
  [option: string]: string | number | number[] | ShiftSpec | ShiftSpec[];
}
