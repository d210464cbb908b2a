import { optionChecker } from "../files";
import { finite, openShare, seed, whole } from "../files/option-kinds";
import {
  joinExamples,
  requireLabelledImages,
  takeExamples,
  type LabelledImages,
} from "../images";
import { mean, randomStream, standardDeviation } from "../numerics";

/** A shifted set of which it is known which images are new, and how much more frequent the others are than in the reference distribution. */
export interface KnownMixture {
  /** Those drawn from the reference distribution first, then the new ones; groups as the new ones have them. */
  shifted: LabelledImages;
  /** 1 for new, 0 for drawn from the reference distribution; one an image. */
  isNew: Uint8Array;
  /** p_shift / p_ref at each image; Infinity at those that are new. */
  ratios: Float64Array;
}

/** Options of {@link knownMixture}. */
export interface KnownMixtureOptions {
  /** Share of the images that is new, in (0, 1). */
  share: number;
  /** Images in all. Default 1600. */
  count?: number;
  /** How strongly bright images are preferred: the ratio is ∝ exp(tilt · z), z the mean grey value in standard deviations, clipped to ±2. Default 0.5. */
  tilt?: number;
  /** How much more frequent classes with odd numbers become. Default 2. */
  odds?: number;
  /** Of which images are taken. Default 0. */
  seed?: number;
}

const checkOptions = optionChecker<KnownMixtureOptions>("knownMixture", {
  share: openShare,
  count: whole(2),
  tilt: finite(),
  odds: finite({ above: 0 }),
  seed,
});

/**
 * A shifted set with a known answer, to check a split by support against. A part is drawn from the reference distribution, reweighted in class and
 * brightness: there p_shift / p_ref = (1 − share) · w / mean(w), with w = odds^(class is odd) · exp(tilt · z), at most 3.3 by the options' defaults,
 * so in support for ε up to 0.3. The rest is drawn from `fresh`, which the reference distribution does not have: there the ratio is infinite.
 *
 * @param base images of the reference distribution, none of which the reference set of the split should hold.
 * @param fresh new images of the same size and channels; none made from an image of `base`.
 * @throws Error as `requireLabelledImages`.
 * @throws RangeError for options out of range, a part that would be empty, too few images for a part, images that differ in size, or a group that spans both parts.
 * @example
 * const { shifted, isNew } = knownMixture(photographs, loadDataset("drawings"), { share: 0.1, seed: 1 });
 */
export function knownMixture(
  base: LabelledImages,
  fresh: LabelledImages,
  options: KnownMixtureOptions,
): KnownMixture {
  checkOptions(options);
  const { share, count = 1600, tilt = 0.5, odds = 2, seed = 0 } = options;
  requireParts(base, fresh);
  const wanted = Math.round(share * count);
  if (wanted === 0 || wanted === count) {
    throw new RangeError(
      `A mixture of ${count} images with share ${share} has ${wanted} new ones: one part is empty. Take more images, or another share.`,
    );
  }
  const weights = weightsOf(base, tilt, odds);
  const random = randomStream(seed, "known mixture");
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const old = Array.from(random.permutation(base.shape[0])).filter(
    (i) => random.uniform() < weights[i] / largest,
  );
  requireEnough("reference distribution", count - wanted, old.length);
  requireEnough("new part", wanted, fresh.shape[0]);
  const taken = old.slice(0, count - wanted);
  const isNew = new Uint8Array(count).fill(1, taken.length);
  const parts = [
    takeExamples(base, taken),
    takeExamples(fresh, random.choice(fresh.shape[0], wanted)),
  ];
  const normaliser = mean(weights);
  return {
    shifted: {
      ...joinExamples(parts),
      ...((base.groups ?? fresh.groups) && { groups: joinedGroups(parts) }),
    },
    isNew,
    ratios: Float64Array.from(isNew, (flag, at) =>
      flag ? Infinity : ((1 - share) * weights[taken[at]]) / normaliser,
    ),
  };
}

function weightsOf(
  { images, labels, shape: [count] }: LabelledImages,
  tilt: number,
  odds: number,
): Float64Array {
  const size = images.length / count;
  const brightness = new Float64Array(count);
  for (let k = 0; k < images.length; k++)
    brightness[Math.floor(k / size)] += images[k];
  const [centre, spread] = [
    mean(brightness),
    standardDeviation(brightness) || 1,
  ];
  return brightness.map((each, i) => {
    const z = Math.max(-2, Math.min(2, (each - centre) / spread));
    return (labels[i] % 2 === 1 ? odds : 1) * Math.exp(tilt * z);
  });
}

const joinedGroups = (parts: LabelledImages[]) =>
  Int32Array.from(
    parts.flatMap(({ groups, shape: [count] }) =>
      groups ? [...groups] : new Array<number>(count).fill(-1),
    ),
  );

function requireParts(base: LabelledImages, fresh: LabelledImages): void {
  requireLabelledImages(base, "The images of the reference distribution");
  requireLabelledImages(fresh, "The new images");
  const [a, b] = [base, fresh].map(({ shape }) => shape.slice(1).join("×"));
  if (a !== b) {
    throw new RangeError(
      `Images of the reference distribution are ${a}, new ones ${b}: new would be known by size alone. Bring both to one shape.`,
    );
  }
  const known = new Set(base.groups ?? []);
  const both = fresh.groups?.find((group) => group >= 0 && known.has(group));
  if (both !== undefined) {
    throw new RangeError(
      `Group ${both} has images in both parts of the mixture: a fold that keeps it together would hold new images and old ones. Take it out of one part, or number its groups apart.`,
    );
  }
}

function requireEnough(part: string, wanted: number, there: number): void {
  if (wanted <= there) return;
  throw new RangeError(
    `The mixture needs ${wanted} images of the ${part}, and there are ${there} to take: lower count, or give more images.`,
  );
}
