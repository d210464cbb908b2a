import type { LabelledImages } from "../../images";
import { association } from "../../robustness";
import { frequencyShift, type FrequencyShift } from "./class-shares";

/** How a named attribute of the images differs between the samples. */
export interface AttributeShift extends FrequencyShift {
  attribute: string;
  /** Cramér's V between attribute and class in either sample: a cue that gives the class away in the one and not in the other is a bias. */
  association: { reference: number; shifted: number };
  /** Share out of support among the shifted images of each value, in the order of `frequencies`; NaN where there is none. */
  outOfSupport: number[];
}

/** More values than these are taken for measurements, which groups cannot be made of. */
const MOST_VALUES = 50;

/**
 * The attributes that both samples have, the one whose tie to the class changes most first.
 *
 * @param isOut whether each shifted image is out of support.
 */
export function attributeShifts(
  reference: LabelledImages,
  shifted: LabelledImages,
  isOut: readonly boolean[],
): AttributeShift[] {
  const ours = reference.attributes ?? {};
  const theirs = shifted.attributes ?? {};
  return Object.keys(ours)
    .filter((name) => Object.hasOwn(theirs, name))
    .flatMap((attribute): AttributeShift[] => {
      const before = Array.from(ours[attribute], String);
      const after = Array.from(theirs[attribute], String);
      if (new Set([...before, ...after]).size > MOST_VALUES) return [];
      const shift = frequencyShift(before, after);
      const outOfSupport = shift.frequencies.map(({ value }) => {
        const members = after.flatMap((each, i) => (each === value ? [i] : []));
        return members.filter((i) => isOut[i]).length / members.length;
      });
      const tie = {
        reference: association(before, reference.labels),
        shifted: association(after, shifted.labels),
      };
      return [{ attribute, ...shift, association: tie, outOfSupport }];
    })
    .sort((a, b) => change(b) - change(a));
}

const change = ({ association, distance }: AttributeShift) =>
  Math.max(Math.abs(association.reference - association.shifted), distance);
