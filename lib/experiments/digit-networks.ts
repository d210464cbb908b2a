import { toRgb, type LabelledImages } from "../images";
import { hashPretrained } from "../pretraining/pretrained-files";
import { networks } from "./lazy-libraries";

/**
 * What a network for digits may start from. None of them has seen a digit (but "imagenet" may have, on some photograph), except for "print",
 * which has learnt printed ones: a positive control.
 */
export const digitSources = [
  "scratch",
  "letters",
  "letters-plain",
  "imagenet",
  "print",
] as const;

/** One of {@link digitSources}. */
export type DigitSource = (typeof digitSources)[number];

/** SHA-256 of the weights that a source brings, so that runs can say which; null where they are registered, or there are none. */
export const sourceHash = (source: DigitSource): string | null =>
  source === "scratch" || source === "imagenet" ? null : hashPretrained(source);

/** @throws Error where the weights of a source are not those that a run was declared with. */
export function requireSameWeights(
  source: DigitSource,
  declared: string | null,
): void {
  if (sourceHash(source) === declared) return;
  throw new Error(
    `The weights "${source}" are other ones now than when the run was declared. Declare the experiment anew.`,
  );
}

/**
 * A network for 28×28 images with the weights of its source and a new head: EfficientNet-Lite0 at 32 pixels for "imagenet",
 * otherwise the small CNN.
 *
 * @returns also what brings grey images into its channels.
 */
export async function digitNetwork(source: DigitSource, seed: number) {
  const {
    efficientNetLite,
    HEAD,
    loadImageNetWeights,
    loadPretrained,
    setWeights,
    smallCnn,
  } = networks();
  if (source === "imagenet") {
    const network = efficientNetLite("lite0", {
      imageShape: [28, 28, 1],
      inputSize: 32,
      classes: 10,
      seed,
    });
    await loadImageNetWeights(network);
    return { network, prepare: (set: LabelledImages) => set };
  }
  const { weights, about } = loadPretrained(
    source === "scratch" ? "letters" : source,
  );
  const network = smallCnn({ ...about.network, classes: 10, seed });
  if (source !== "scratch") setWeights(network, weights, { except: HEAD });
  return { network, prepare: toRgb };
}
