import { optionChecker } from "../files";
import { seed, share, whole } from "../files/option-kinds";
import { toRgb, withAttribute, type LabelledImages } from "../images";
import { randomStream } from "../numerics";
import { editImages } from "./edit-images";
import { requireLabels } from "./require-labels";
import type { Shift } from "./shift";
import { spuriousClass } from "./spurious-class";

/** Options of the tint shifts. */
export interface TintOptions {
  /** How strongly the colour covers the image, α in [0, 1]. Default 0.25, as in the paper. */
  opacity?: number;
  /** Number of classes, each with a colour, in [2, 256]. Default 10. */
  classes?: number;
  /** Seed of the colours and of which example gets which. Default 0. */
  seed?: number;
}

/** Options of {@link spuriousTint}. */
export interface SpuriousTintOptions extends TintOptions {
  /** Probability p in [0, 1] that a reference image has its own class's colour for sure. Default 0.5; the paper varies it from 0.5 to 0.9. */
  strength?: number;
}

const checkSpuriousTintOptions = optionChecker<SpuriousTintOptions>(
  "spuriousTint",
  { strength: share, opacity: share, classes: whole(2, 256), seed },
);

/**
 * Spurious tint, in support: each class has a colour. In the reference set an
 * image is tinted with its own class's colour with probability `strength`,
 * otherwise with that of a class drawn at random; in the shifted set the class
 * is always drawn at random. At strength 1 it is out of support: no reference
 * image has another class's colour. The attribute "tint" says which class's colour each image has.
 *
 * @throws RangeError for a strength or opacity outside [0, 1], or labels beyond `classes`.
 * @see Paper, Section 5.1: x ← (1 − α)·x + α·colour(c).
 * @example
 * const shift = spuriousTint({ strength: 0.9, seed: 1 });
 * const train = shift.reference(loadDataset("fashion-mnist"));
 */
export function spuriousTint(options: SpuriousTintOptions = {}): Shift {
  checkSpuriousTintOptions(options);
  const { strength = 0.5, opacity = 0.25, classes = 10, seed = 0 } = options;
  const tinted = (set: LabelledImages, strength: number) =>
    tint(set, { strength, opacity, classes, seed });
  return {
    name: "spurious tint",
    kind: strength < 1 ? "in-support" : "out-of-support",
    seed,
    description:
      `Each class has a colour, laid over the image with opacity ${opacity}. In the reference set it is the colour of the image's own class ` +
      `with probability ${strength}, otherwise that of a class drawn at random; in the shifted set it is always that of a class drawn at random.`,
    reference: (set) => tinted(set, strength),
    shifted: (set) => tinted(set, 0),
    spec: { name: "spurious tint", strength, opacity, classes, seed },
  };
}

const checkUnseenTintOptions = optionChecker<TintOptions>("unseenTint", {
  opacity: share,
  classes: whole(2, 256),
  seed,
});

/**
 * Unseen tint, out of support: the reference set is left as it is (in three
 * channels); shifted images are tinted with the colour of a class drawn at random,
 * which the attribute "tint" says.
 *
 * @throws RangeError for an opacity outside [0, 1], or labels beyond `classes`.
 * @see Paper, Section 5.1.
 */
export function unseenTint(options: TintOptions = {}): Shift {
  checkUnseenTintOptions(options);
  const { opacity = 0.25, classes = 10, seed = 0 } = options;
  return {
    name: "unseen tint",
    kind: "out-of-support",
    seed,
    description: `The reference set is untouched; shifted images have one of ${classes} colours laid over them with opacity ${opacity}.`,
    reference: toRgb,
    shifted: (set) => tint(set, { strength: 0, opacity, classes, seed }),
    spec: { name: "unseen tint", opacity, classes, seed },
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
  { strength, opacity, classes, seed }: Required<SpuriousTintOptions>,
): LabelledImages {
  requireLabels(set.labels, classes, "tint");
  const colours = tintColours(classes, seed);
  const random = randomStream(seed, "tint of each example");
  const shown = new Uint8Array(set.shape[0]);
  const tinted = editImages(set, ({ pixels }, label, i) => {
    shown[i] = spuriousClass(label, { strength, classes, random });
    const colour = colours[shown[i]];
    for (let k = 0; k < pixels.length; k++) {
      pixels[k] = (1 - opacity) * pixels[k] + opacity * colour[k % 3];
    }
  });
  return withAttribute(tinted, "tint", shown);
}
