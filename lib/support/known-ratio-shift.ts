import { optionChecker } from "../files";
import { finite, seed } from "../files/option-kinds";
import {
  requireLabelledImages,
  takeExamples,
  type LabelledImages,
} from "../images";
import { mean, standardDeviation, randomStream } from "../numerics";

/** A shift whose density ratio is known. */
export interface KnownRatioShift {
  reference: LabelledImages;
  shifted: LabelledImages;
  /** p_shift / p_ref at each reference and each shifted example; Infinity at those that are new. */
  referenceRatios: Float64Array;
  shiftedRatios: Float64Array;
}

/** Options of {@link knownRatioShift}. */
export interface KnownRatioOptions {
  /** How strongly shifted examples prefer much ink: the ratio is ∝ exp(tilt · z), z the ink in standard deviations, clipped to ±2. Default 1. */
  tilt?: number;
  /** Share of shifted examples that are upside down, as no reference example is, in [0, 1). Default 0. */
  novel?: number;
  /** Default 0. */
  seed?: number;
}

const checkOptions = optionChecker<KnownRatioOptions>("knownRatioShift", {
  tilt: finite(),
  novel: finite({ from: 0, below: 1 }),
  seed,
});

/**
 * A shift made so that its density ratio is known, to check an estimate against. The images are dealt into two halves.
 * The first is the reference. From the second, an image is kept with a probability ∝ exp(tilt · z), z its amount of ink: so
 * p_shift / p_ref = (1 − novel) · exp(tilt · z) / mean(exp(tilt · z)). A further share of them, `novel`, is turned upside down:
 * there the ratio is infinite, but for digits that look the same both ways up.
 *
 * No image is in both domains, so a classifier that knows images by heart gains nothing.
 *
 * @throws Error as `requireLabelledImages`.
 * @throws RangeError for options out of range, or too few images.
 */
export function knownRatioShift(
  set: LabelledImages,
  options: KnownRatioOptions = {},
): KnownRatioShift {
  checkOptions(options);
  const { tilt = 1, novel = 0, seed = 0 } = options;
  requireLabelledImages(set, "The set to shift");
  const count = set.shape[0];
  if (count < 4) {
    throw new RangeError(`A known shift needs 4 images or more, got ${count}.`);
  }
  const size = set.images.length / count;
  const ink = Float64Array.from({ length: count }, (_, i) =>
    set.images
      .subarray(i * size, (i + 1) * size)
      .reduce((sum, pixel) => sum + pixel, 0),
  );
  const [centre, spread] = [mean(ink), standardDeviation(ink) || 1];
  const weights = ink.map((each) =>
    Math.exp(tilt * Math.max(-2, Math.min(2, (each - centre) / spread))),
  );
  const normaliser = mean(weights);
  const ratio = (i: number) => ((1 - novel) * weights[i]) / normaliser;

  const random = randomStream(seed, "known ratio");
  const order = random.permutation(count);
  const reference = order.subarray(0, Math.floor(count / 2));
  const most = Math.exp(2 * Math.abs(tilt));
  const kept = order
    .subarray(reference.length)
    .filter((i) => random.uniform() < weights[i] / most);
  const shifted = takeExamples(set, kept);
  const isNovel = Array.from(kept, () => random.uniform() < novel);
  isNovel.forEach((turned, i) => {
    if (turned) turnUpsideDown(shifted, i);
  });
  return {
    reference: takeExamples(set, reference),
    shifted,
    referenceRatios: Float64Array.from(reference, ratio),
    shiftedRatios: Float64Array.from(kept, (i, at) =>
      isNovel[at] ? Infinity : ratio(i),
    ),
  };
}

function turnUpsideDown({ images, shape }: LabelledImages, i: number): void {
  const [, height, width, channels] = shape;
  const row = width * channels;
  const image = images.subarray(i * height * row, (i + 1) * height * row);
  const before = image.slice();
  for (let y = 0; y < height; y++) {
    image.set(before.subarray(y * row, (y + 1) * row), (height - 1 - y) * row);
  }
}
