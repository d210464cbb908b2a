import {
  joinExamples,
  requireLabelledImages,
  type LabelledImages,
} from "../images";

/** Reference and shifted examples together, reference first. */
export interface DomainExamples extends LabelledImages {
  /** 1 for shifted, 0 for reference; one an image. */
  isShifted: Uint8Array;
  /** Group of each image; −1 for images in none. */
  groups: Int32Array;
}

/**
 * Puts a reference set and a shifted set together, for a classifier to tell apart. Groups of the two stay apart.
 *
 * @throws Error as `requireLabelledImages`.
 * @throws RangeError where one is empty or their images differ in size or channels.
 * @example
 * const examples = joinDomains(sampleExamples(loadDataset("mnist"), 10_000, 1), loadDataset("uci-digits"));
 */
export function joinDomains(
  reference: LabelledImages,
  shifted: LabelledImages,
): DomainExamples {
  requireLabelledImages(reference, "The reference set");
  requireLabelledImages(shifted, "The shifted set");
  const [[n, ...imageShape], [m, ...other]] = [reference.shape, shifted.shape];
  if (imageShape.join() !== other.join()) {
    throw new RangeError(
      `Reference images are ${imageShape.join("×")}, shifted ones ${other.join("×")}: a classifier would tell them apart by size alone. Bring both to one shape.`,
    );
  }
  if (n === 0 || m === 0) {
    throw new RangeError(
      `There are ${n} reference and ${m} shifted examples; telling two domains apart needs examples of both.`,
    );
  }
  const referenceGroups = reference.groups ?? new Int32Array(n).fill(-1);
  const shiftedGroups = shifted.groups ?? new Int32Array(m).fill(-1);
  const offset = referenceGroups.reduce((most, g) => Math.max(most, g), -1) + 1;
  return {
    ...joinExamples([reference, shifted]),
    isShifted: new Uint8Array(n + m).fill(1, n),
    groups: Int32Array.from([
      ...referenceGroups,
      ...shiftedGroups.map((group) => (group < 0 ? -1 : group + offset)),
    ]),
  };
}
