import { optionChecker } from "../files";
import { seed, whole } from "../files/option-kinds";
import { randomStream } from "../numerics";
import { figureMask } from "./cut-out";
import { toRgb } from "./image-channels";
import { requireLabelledImages, type LabelledImages } from "./labelled-images";
import { resizePixels } from "./resize-images";

/** Options of {@link placeFigures}. */
export interface PlaceOptions {
  /** Sides of the figures' boxes in pixels, at least and at most. Default 20 and 28. */
  least?: number;
  most?: number;
  /** Seed of sizes and places. Default 0. */
  seed?: number;
}

const checkOptions = optionChecker<PlaceOptions>("placeFigures", {
  least: whole(1),
  most: whole(1),
  seed,
});

/**
 * Drawings pasted on photographs, one on each, as Waterbirds are made (Sagawa et al. 2020): figure i, cut out of its white ground, in a box of random size at a
 * random place of ground i. Labels are the figures'; attributes are the grounds'. Size and place follow from the seed and i alone, so that two calls
 * with other figures make counterfactual pairs.
 *
 * @throws RangeError where figures and grounds differ in number, or a box does not fit on a ground.
 */
export function placeFigures(
  grounds: LabelledImages,
  figures: LabelledImages,
  options: PlaceOptions = {},
): LabelledImages {
  checkOptions(options);
  const { least = 20, most = 28, seed = 0 } = options;
  requireLabelledImages(grounds, "The grounds to place figures on");
  requireLabelledImages(figures, "The figures to place");
  const { images: from, shape } = toRgb(figures);
  const under = toRgb(grounds);
  const [count, height, width] = under.shape;
  if (shape[0] !== count)
    throw new RangeError(
      `placeFigures got ${shape[0]} figures for ${count} grounds; give one each.`,
    );
  if (least > most || most > Math.min(height, width))
    throw new RangeError(
      `placeFigures: boxes of ${least} to ${most} pixels do not fit on grounds of ${height}×${width}.`,
    );
  const random = randomStream(seed, "places of figures");
  const images = under.images.slice();
  const size = 3 * height * width;
  const figureShape = [shape[1], shape[2], 3] as const;
  const figureSize = 3 * shape[1] * shape[2];
  for (let i = 0; i < count; i++) {
    const side = least + random.integer(most - least + 1);
    const top = random.integer(height - side + 1);
    const left = random.integer(width - side + 1);
    const figure = resizePixels(
      from.subarray(i * figureSize, (i + 1) * figureSize),
      figureShape,
      { size: side, fit: "stretch" },
    );
    paste(figure, side, {
      onto: images.subarray(i * size, (i + 1) * size),
      width,
      top,
      left,
    });
  }
  const { classNames } = figures;
  return {
    images,
    labels: figures.labels.slice(),
    shape: under.shape,
    ...(classNames && { classNames }),
    ...(grounds.attributes && { attributes: grounds.attributes }),
  };
}

function paste(
  figure: Uint8Array,
  side: number,
  {
    onto,
    width,
    top,
    left,
  }: { onto: Uint8Array; width: number; top: number; left: number },
): void {
  const mask = figureMask(figure, side, side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const share = mask[y * side + x];
      const to = 3 * ((top + y) * width + left + x);
      for (let c = 0; c < 3; c++) {
        // Along the edge the drawing is mixed with white: what is left of its colour without it.
        const seen = figure[3 * (y * side + x) + c];
        const own =
          share > 0 ? Math.max(0, (seen - 255 * (1 - share)) / share) : 0;
        onto[to + c] = Math.round(onto[to + c] + share * (own - onto[to + c]));
      }
    }
  }
}
