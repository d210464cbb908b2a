import { completeRelated, relatedTests } from "../../experiments/related-sets";
import type { LabelledImages } from "../../images";
import { relatedSets } from "./plan";

const SHOWN = 8;

/** Test images of each related set, as `imageGrid` takes them: a row each. */
export function relatedSamples(
  seed: number,
): (LabelledImages & { label: string })[] {
  const images = { adapt: 1, test: SHOWN, base: 1 };
  const related = completeRelated(relatedSets, seed);
  const tests = relatedTests({ data: "cifar10", seed, related, images });
  return Object.entries(tests).map(([label, set]) => ({ ...set, label }));
}
