import { metImages } from "./met-images";
import { splitShift } from "./parts";
import type { NaturalShiftResults } from "./results";

/** One image of a shift as one network at one moment of its training answers it; see docs/data-card.md. */
export interface ExampleAnswer {
  shift: string;
  image: number;
  class: number;
  density_ratio: number;
  out_of_support: 0 | 1;
  network: string;
  model: string;
  pretraining: string;
  method: string;
  seed: number;
  is_last: 0 | 1;
  reference_accuracy: number;
  predicted: number;
  correct: 0 | 1;
}

/** The columns of {@link perExample}, each with what it says. */
export const exampleColumns: { [column in keyof ExampleAnswer]: string } = {
  shift: "name of the shift: a natural one, or a mixture with a known answer",
  image:
    "place of the image in the shift's set, from 0; the images themselves: `lab.loadDataset(shift)` of a natural shift, `lab.metImages` of a mixture",
  class: 'its class, from 0, in the order of `lab.classNames("cifar10")`',
  density_ratio:
    "p_shift / p_ref at the image, by cross-fitted logistic regression on frozen ImageNet features",
  out_of_support: "1 where the density ratio is at least 10 (ε = 0.1), else 0",
  network: "model, method, number of images, seed and epoch in one name",
  model: "architecture",
  pretraining: "imagenet, or none",
  method: "how it was adapted: from-scratch, full, linear-probe, …",
  seed: "of the repetition; each repeats everything",
  is_last: "1 at the end of training, 0 at a moment before",
  reference_accuracy:
    "share of 3,000 reference test images that it classifies rightly, a fraction",
  predicted: "class that the network answers",
  correct: "1 where that is the image's class, else 0",
};

/** Every answer of every network on every image of the shifts that they were asked on. */
export function* perExample(
  results: NaturalShiftResults,
): Generator<ExampleAnswer> {
  const shifts = new Set(
    results.models.flatMap(({ predictions }) => Object.keys(predictions)),
  );
  for (const shift of shifts) {
    const { spec, shiftedRatios, split } = splitShift(results, shift);
    const { labels } = metImages(spec);
    const isOut = new Set(split.outOfSupport);
    for (const {
      name,
      model,
      source,
      method,
      seed,
      last,
      reference,
      predictions,
    } of results.models)
      for (const [image, predicted] of (predictions[shift] ?? []).entries())
        yield {
          shift,
          image,
          class: labels[image],
          density_ratio: Number(shiftedRatios[image].toPrecision(4)),
          out_of_support: isOut.has(image) ? 1 : 0,
          network: name,
          model,
          pretraining: source,
          method,
          seed,
          is_last: last ? 1 : 0,
          reference_accuracy: Number(reference.toFixed(5)),
          predicted,
          correct: predicted === labels[image] ? 1 : 0,
        };
  }
}
