import { loadDataset } from "../../data";
import { groupImages, takeExamples, type LabelledImages } from "../../images";
import { shiftFrom, type ShiftSpec } from "../../shifts";
import { seededShift } from "../../experiments/task";
import { biased } from "../synthetic-shifts/plan";
import { BOTH, BY, REFERENCE, testedOn } from "./plan";
import { parts } from "./results";

/** A row of images with a word under each, as `imageGrid` takes it. */
export interface SampleRow extends LabelledImages {
  label: string;
  captions: string[];
}

const EACH = 2;

/**
 * Photographs of one class: of the reference set, of each part of the shift; and drawings under the bias broken.
 *
 * @param seed of the choice and of what the shifts draw.
 */
export function complementSamples(seed: number): SampleRow[] {
  const photographs = loadDataset("cifar10", { split: "test" });
  const ofClass = Array.from(photographs.labels.keys()).filter(
    (i) => photographs.labels[i] === (seed + 6) % 10,
  );
  const base = takeExamples(photographs, ofClass.slice(0, 60));
  const reference = shiftFrom(seededShift(biased[REFERENCE], seed)).reference(
    base,
  );
  const { shift } = testedOn[BOTH].on as unknown as { shift: ShiftSpec };
  const shifted = shiftFrom(seededShift(shift, seed)).shifted(base);
  const { of } = groupImages(shifted, BY);
  const chosen = parts.flatMap((_, part) => {
    const group = 2 * (part % 2) + (part >> 1);
    return Array.from(of.keys())
      .filter((i) => of[i] === group)
      .slice(0, EACH);
  });
  return [
    {
      ...takeExamples(
        reference,
        Array.from({ length: 4 * EACH }, (_, i) => i),
      ),
      label: "The reference set: one class, mostly in its own colour",
      captions: Array.from({ length: 4 * EACH }, () => ""),
    },
    {
      ...takeExamples(shifted, chosen),
      label: "The shift, in four parts",
      captions: ["neither", "bias", "turned", "both"].flatMap((part) =>
        Array.from({ length: EACH }, () => part),
      ),
    },
  ];
}
