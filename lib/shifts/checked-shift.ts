import type { LabelledImages } from "../images";
import { requireShift } from "./require-shift";
import type { Shift } from "./shift";

/**
 * A shift whose sets are looked at as they are made: images keep the size of those that they are made from, in RGB, and every example keeps its
 * label; a shift that leaves out examples says so by `selects`. For shifts that are not of this library.
 *
 * @throws Error from `reference` and `shifted`, naming the shift, what it changed and what to do.
 * @example
 * const mine = checkedShift({ name: "dusk", kind: "out-of-support", seed: 0, description: "…", reference: toRgb, shifted: darken });
 */
export function checkedShift(shift: Shift): Shift {
  requireShift(shift, "checkedShift");
  const looked = (which: "reference" | "shifted") => (set: LabelledImages) => {
    const made = shift[which](set);
    const problem = problemOf(made, set, shift);
    if (problem === undefined) return made;
    throw new Error(`Shift "${shift.name}", ${which} set: ${problem}`);
  };
  return {
    ...shift,
    reference: looked("reference"),
    shifted: looked("shifted"),
  };
}

function problemOf(
  made: LabelledImages,
  base: LabelledImages,
  { selects = false }: Shift,
): string | undefined {
  const size = ({ shape: [, height, width] }: LabelledImages) =>
    `${height}×${width}`;
  if (size(made) !== size(base))
    return `its images are ${size(made)} pixels, made from ${size(base)}. A network that learnt one size cannot be tested on another: resize them back (resizeImages).`;
  if (made.shape[3] !== 3)
    return `its images have ${made.shape[3]} channels instead of 3: end with toRgb.`;
  const [count, before] = [made.labels.length, base.labels.length];
  if (count !== made.shape[0])
    return `it has ${made.shape[0]} images but ${count} labels: give one an image.`;
  if (selects ? count > before : count !== before)
    return `it has ${count} images, made from ${before}: a shift that leaves out examples has to say so by "selects: true", and none may add any.`;
  if (selects) {
    const known = new Set(base.labels);
    const stray = made.labels.find((label) => !known.has(label));
    return stray === undefined
      ? undefined
      : `it has label ${stray}, which no image has that it is made from: a shift changes images, not what they show.`;
  }
  const changed = made.labels.findIndex((label, i) => label !== base.labels[i]);
  return changed < 0
    ? undefined
    : `image ${changed} has label ${made.labels[changed]}, but ${base.labels[changed]} before: a shift changes images, not what they show. Keep labels as they are.`;
}
