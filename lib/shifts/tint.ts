import { requireLabelledImages, toRgb, type LabelledImages } from "../data";
import { randomStream } from "../numerics";
import { requireFraction } from "./require-fraction";
import type { Shift } from "./shift";

/** Options of the tint shifts. */
export interface TintOptions {
  /** How strongly the colour covers the image, α in [0, 1]. Default 0.25, as in the paper. */
  opacity?: number;
  /** Number of classes, each with a colour. Default 10. */
  classes?: number;
  /** Seed of the colours and of which example gets which. Default 0. */
  seed?: number;
}

/** Options of {@link spuriousTint}. */
export interface SpuriousTintOptions extends TintOptions {
  /** Probability p in [0, 1] that a reference image has its own class's colour for sure. Default 0.5. */
  strength?: number;
}

/**
 * Spurious tint, in support: each class has a colour. In the reference set an
 * image is tinted with its own class's colour with probability `strength`,
 * otherwise with that of a class drawn at random; in the shifted set the class
 * is always drawn at random.
 *
 * @throws RangeError for a strength or opacity outside [0, 1].
 * @see Paper, Section 5.1: x ← (1 − α)·x + α·colour(c).
 * @example
 * const shift = spuriousTint({ strength: 0.9, seed: 1 });
 * const train = shift.reference(loadDataset("fashion-mnist"));
 */
export function spuriousTint({
  strength = 0.5,
  opacity = 0.25,
  classes = 10,
  seed = 0,
}: SpuriousTintOptions = {}): Shift {
  requireFraction("strength", strength);
  requireFraction("opacity", opacity);
  return {
    name: "spurious tint",
    kind: "in-support",
    seed,
    description:
      `Each class has a colour, laid over the image with opacity ${opacity}. In the reference set it is the colour of the image's own class ` +
      `with probability ${strength}, otherwise that of a class drawn at random; in the shifted set it is always that of a class drawn at random.`,
    reference: (set) =>
      tint(set, { opacity, classes, seed }, (label, random) => {
        const other = random.integer(classes);
        return random.uniform() < strength ? label : other;
      }),
    shifted: (set) =>
      tint(set, { opacity, classes, seed }, (_, random) =>
        random.integer(classes),
      ),
  };
}

/**
 * Unseen tint, out of support: the reference set is left as it is (in three
 * channels); shifted images are tinted with the colour of a class drawn at random.
 *
 * @throws RangeError for an opacity outside [0, 1].
 * @see Paper, Section 5.1.
 */
export function unseenTint({
  opacity = 0.25,
  classes = 10,
  seed = 0,
}: TintOptions = {}): Shift {
  requireFraction("opacity", opacity);
  return {
    name: "unseen tint",
    kind: "out-of-support",
    seed,
    description: `The reference set is untouched; shifted images have one of ${classes} colours laid over them with opacity ${opacity}.`,
    reference: toRgb,
    shifted: (set) =>
      tint(set, { opacity, classes, seed }, (_, random) =>
        random.integer(classes),
      ),
  };
}

/** The colour of each class, drawn once, uniformly from the RGB cube; values 0–255. */
export function tintColours(
  classes: number,
  seed: number,
): [number, number, number][] {
  const random = randomStream(seed, "tint colours");
  const channel = () => 255 * random.uniform();
  return Array.from({ length: classes }, () => [
    channel(),
    channel(),
    channel(),
  ]);
}

function tint(
  set: LabelledImages,
  { opacity, classes, seed }: Required<TintOptions>,
  colourOf: (label: number, random: ReturnType<typeof randomStream>) => number,
): LabelledImages {
  requireLabelledImages(set, "The set to tint");
  const rgb = toRgb(set);
  const colours = tintColours(classes, seed);
  const random = randomStream(seed, "tint of each example");
  const size = rgb.images.length / Math.max(1, rgb.shape[0]);
  const images = new Uint8Array(rgb.images.length);
  rgb.labels.forEach((label, i) => {
    if (label >= classes) {
      throw new RangeError(
        `Image ${i} has label ${label}, but the tint knows ${classes} classes (0 to ${classes - 1}); set \`classes\`.`,
      );
    }
    const colour = colours[colourOf(label, random)];
    for (let k = i * size; k < (i + 1) * size; k++) {
      images[k] = Math.round(
        (1 - opacity) * rgb.images[k] + opacity * colour[k % 3],
      );
    }
  });
  return { ...rgb, images };
}
