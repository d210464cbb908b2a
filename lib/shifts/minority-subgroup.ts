import { optionChecker } from "../files";
import { oneOf, seed, share } from "../files/option-kinds";
import { withAttribute, type LabelledImages } from "../images";
import { randomStream } from "../numerics";
import {
  editImages,
  mirror,
  turnUpsideDown,
  type RgbImage,
} from "./edit-images";
import type { Shift } from "./shift";

/** Options of {@link minoritySubgroup}. */
export interface MinoritySubgroupOptions {
  /** Share p in [0, 1] of reference images with the attribute, and of shifted images without it. Default 0.1. */
  strength?: number;
  /** What sets the subgroup apart; darkened images have 0.4 of their brightness. Default "upside down". */
  attribute?: "upside down" | "mirrored" | "darkened";
  /** Seed of which examples have the attribute. Default 0. */
  seed?: number;
}

const attributes: Record<string, (image: RgbImage) => void> = {
  "upside down": turnUpsideDown,
  mirrored: mirror,
  darkened: ({ pixels }) => pixels.set(pixels.map((value) => 0.4 * value)),
};

const checkOptions = optionChecker<MinoritySubgroupOptions>(
  "minoritySubgroup",
  {
    strength: share,
    attribute: oneOf("upside down", "mirrored", "darkened"),
    seed,
  },
);

/**
 * Minority subgroup, in support: an attribute that has nothing to do with the class
 * is rare in the reference set (share p) and common in the shifted set (1 − p).
 * At strength 0 it is out of support: "upside down" is then the vertical flip.
 * The greater p, the weaker the shift; at ½ there is none. The attribute "subgroup" is 1 for those in it, else 0.
 *
 * @throws RangeError for a strength outside [0, 1] or an unknown attribute.
 */
export function minoritySubgroup(options: MinoritySubgroupOptions = {}): Shift {
  checkOptions(options);
  const { strength = 0.1, attribute = "upside down", seed = 0 } = options;
  const withShare = (set: LabelledImages, share: number) => {
    const random = randomStream(seed, "who is in the subgroup");
    const hit = new Uint8Array(set.shape[0]);
    const edited = editImages(set, (image, _, i) => {
      hit[i] = Number(random.uniform() < share);
      if (hit[i]) attributes[attribute](image);
    });
    return withAttribute(edited, "subgroup", hit);
  };
  return {
    name: "minority subgroup",
    kind: strength > 0 ? "in-support" : "out-of-support",
    seed,
    description: `Of the reference images, whatever their class, a share of ${strength} is ${attribute}; of the shifted images, a share of ${+(1 - strength).toFixed(6)}.`,
    reference: (set) => withShare(set, strength),
    shifted: (set) => withShare(set, 1 - strength),
    spec: { name: "minority subgroup", strength, attribute, seed },
  };
}
