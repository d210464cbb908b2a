import { loadDataset } from "../../data";
import { mixtureOf, type Met } from "../../experiments/photograph-sets";
import { toRgb, type LabelledImages } from "../../images";
import type { DomainExamplesSpec } from "../../experiments/domain-sets";

/** The shifted images of a natural shift or of a mixture, in the order of answers and ratios. */
export interface MetImages extends LabelledImages {
  /** Of a mixture: the true ratio p_shift / p_ref at each image, Infinity at the new ones. */
  truth?: Float64Array;
}

const made = new Map<string, MetImages>();

/**
 * Makes the shifted images again; once a process, so do not write into them.
 *
 * @throws Error for a made shift, whose images differ from seed to seed, or digits.
 */
export function metImages({
  shift,
}: Pick<DomainExamplesSpec, "shift">): MetImages {
  const key = JSON.stringify(shift);
  const images = made.get(key) ?? imagesOf(shift);
  made.set(key, images);
  return images;
}

function imagesOf(shift: DomainExamplesSpec["shift"]): MetImages {
  const met = shift as Met;
  if (typeof shift !== "string" && "set" in met)
    return toRgb(loadDataset(met.set));
  if (typeof shift !== "string" && "mixture" in met) {
    const { shifted, ratios } = mixtureOf("cifar10", met.mixture);
    return { ...shifted, truth: ratios };
  }
  throw new Error(
    `There are no shifted images to be made of ${JSON.stringify(shift)}: give a registered set or a mixture.`,
  );
}
