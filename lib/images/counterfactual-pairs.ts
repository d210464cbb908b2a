import { joinExamples, takeExamples } from "./image-sets";
import { withAttribute } from "./attributes";
import type { LabelledImages } from "./labelled-images";

/**
 * Counterfactual pairs: the same originals once as each class, in turn, so that within a pair nothing differs but what makes the class (Cohen-Wang et al.,
 * Section 7). The attribute "pair" says which images belong together.
 *
 * @param versions one set a class: image i of each is made from the same original.
 * @throws RangeError for fewer than two versions, none or different numbers of images, or an original that has the same label in two versions.
 * @example counterfactualPairs([withBirds(grounds), withShips(grounds)])
 */
export function counterfactualPairs(
  versions: readonly LabelledImages[],
): LabelledImages {
  if (versions.length < 2) {
    throw new RangeError(
      `counterfactualPairs takes a set for each of two or more classes, got ${versions.length}.`,
    );
  }
  const counts = versions.map(({ shape }) => shape[0]);
  const [count] = counts;
  if (count === 0 || counts.some((each) => each !== count)) {
    throw new RangeError(
      `counterfactualPairs got sets of ${counts.join(", ")} images; make each from the same originals, one or more.`,
    );
  }
  for (let i = 0; i < count; i++) {
    const labels = versions.map((version) => version.labels[i]);
    if (new Set(labels).size < labels.length) {
      throw new RangeError(
        `counterfactualPairs: original ${i} has the labels ${labels.join(", ")}; its versions must differ in the class.`,
      );
    }
  }
  const all = joinExamples(versions);
  const order = Array.from(
    { length: all.shape[0] },
    (_, k) => (k % versions.length) * count + Math.floor(k / versions.length),
  );
  const pair = Int32Array.from(order, (from) => from % count);
  const { classNames } = versions[0];
  return withAttribute(
    { ...takeExamples(all, order), ...(classNames && { classNames }) },
    "pair",
    pair,
  );
}
