import { optionChecker } from "../files";
import { oneOf, seed, share, whole } from "../files/option-kinds";
import { withAttribute, type LabelledImages } from "../images";
import { randomStream } from "../numerics";
import { editImages } from "./edit-images";
import { requireLabels } from "./require-labels";
import type { Shift } from "./shift";
import { spuriousClass } from "./spurious-class";

/** Options of {@link spuriousPatch}. */
export interface SpuriousPatchOptions {
  /** Probability p in [0, 1] that a reference image's patch names its own class for sure. Default 0.5. */
  strength?: number;
  /** What of the patch names a class. Default "position". */
  cue?: "position" | "grey level";
  /** Number of classes, in [2, 256]. Default 10. */
  classes?: number;
  /** Seed of each class's position or grey level, and of which example shows which. Default 0. */
  seed?: number;
}

const checkOptions = optionChecker<SpuriousPatchOptions>("spuriousPatch", {
  strength: share,
  cue: oneOf("position", "grey level"),
  classes: whole(2, 256),
  seed,
});

/**
 * Spurious patch, in support: each image has a small patch, a seventh of its side.
 * By "position" it is half black and half white, and lies in one of as many places
 * as there are classes; by "grey level" it lies in the top left corner, in one of
 * as many greys. In the reference set it names the image's own class with
 * probability `strength`, otherwise a class drawn at random; in the shifted set
 * always one drawn at random. At strength 1 it is out of support, as the spurious tint.
 * The attribute "patch" says which class each image's patch names.
 *
 * @throws RangeError for a strength outside [0, 1], an unknown cue, labels beyond `classes`, or images too small for so many places.
 */
export function spuriousPatch(options: SpuriousPatchOptions = {}): Shift {
  checkOptions(options);
  const { strength = 0.5, cue = "position", classes = 10, seed = 0 } = options;
  const patched = (set: LabelledImages, strength: number) =>
    patch(set, { strength, cue, classes, seed });
  return {
    name: "spurious patch",
    kind: strength < 1 ? "in-support" : "out-of-support",
    seed,
    description:
      `Each image has a small patch whose ${cue} stands for a class. In the reference set it is the image's own class ` +
      `with probability ${strength}, otherwise one drawn at random; in the shifted set it is always one drawn at random.`,
    reference: (set) => patched(set, strength),
    shifted: (set) => patched(set, 0),
    spec: { name: "spurious patch", strength, cue, classes, seed },
  };
}

function patch(
  set: LabelledImages,
  { strength, cue, classes, seed }: Required<SpuriousPatchOptions>,
): LabelledImages {
  requireLabels(set.labels, classes, "spurious patch");
  const [, height, width] = set.shape;
  const across = cue === "position" ? Math.ceil(Math.sqrt(classes)) : 1;
  const side = Math.max(2, Math.round(Math.min(height, width) / 7));
  const [cellHeight, cellWidth] = [height, width].map((length) =>
    Math.floor(length / across),
  );
  if (Math.min(cellHeight, cellWidth) < side) {
    throw new RangeError(
      `Images of ${height}×${width} pixels have no room for patches of ${side}×${side} in ${classes} places; use larger images or fewer classes.`,
    );
  }
  const codes = randomStream(seed, "patch of each class").permutation(
    Math.max(classes, across ** 2),
  );
  const random = randomStream(seed, "patch of each example");
  const shown = new Uint8Array(set.shape[0]);
  const patched = editImages(set, ({ pixels, width }, label, i) => {
    shown[i] = spuriousClass(label, { strength, classes, random });
    const code = codes[shown[i]];
    const [top, left] =
      cue === "position"
        ? [
            Math.floor(code / across) * cellHeight + ((cellHeight - side) >> 1),
            (code % across) * cellWidth + ((cellWidth - side) >> 1),
          ]
        : [0, 0];
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const half = x < side / 2 ? 0 : 255;
        const grey = cue === "position" ? half : (255 * code) / (classes - 1);
        const at = 3 * ((top + y) * width + left + x);
        pixels.fill(grey, at, at + 3);
      }
    }
  });
  return withAttribute(patched, "patch", shown);
}
