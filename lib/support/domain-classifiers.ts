import { optionChecker } from "../files";
import { finite, list, object, seed, whole } from "../files/option-kinds";
import { takeExamples, type LabelledImages } from "../images";
import { fitLinearProbe } from "../methods";
import { nearestNeighbours } from "./nearest-neighbours";
import {
  predictOutputs,
  trainNetwork,
  type Features,
  type PartialRecipe,
} from "../training";
import { smallCnn } from "../models";
import type { DomainClassifier } from "./cross-fit";
import { domainFlags } from "./domain-scores";

/** Options of {@link cnnDomainClassifier}. */
export interface CnnDomainOptions {
  /** Of `smallCnn`. Default [16, 32, 64]. */
  widths?: number[];
  /** Default 1. */
  depth?: number;
  /** How it is trained. Default 2 epochs at learning rate 1e-2 with batches of 32. */
  recipe?: PartialRecipe;
  /** Of initial weights and the order of examples. Default 0. */
  seed?: number;
}

const checkCnnDomainClassifierOptions = optionChecker<CnnDomainOptions>(
  "cnnDomainClassifier",
  { widths: list, depth: whole(1), recipe: object, seed },
);

/**
 * A small convolutional network that learns to tell shifted from reference images.
 *
 * @param examples images of both domains; their class labels play no part.
 * @param isShifted 1 for shifted, 0 for reference.
 * @throws RangeError where `isShifted` is not one 0 or 1 an example, or a domain has none.
 */
export function cnnDomainClassifier(
  examples: Pick<LabelledImages, "images" | "shape">,
  isShifted: Uint8Array,
  options: CnnDomainOptions = {},
): DomainClassifier {
  checkCnnDomainClassifierOptions(options);
  const {
    widths = [16, 32, 64],
    depth = 1,
    recipe = { epochs: 2, learningRate: 1e-2, batchSize: 32 },
    seed = 0,
  } = options;
  requireDomains(isShifted, examples.shape[0]);
  const [, height, width, channels] = examples.shape;
  const set = {
    images: examples.images,
    labels: isShifted,
    shape: examples.shape,
  };
  return {
    name: `CNN, ${Object.entries(recipe)
      .map(([key, value]) => `${key} ${JSON.stringify(value)}`)
      .join(", ")}`,
    async score(train, test) {
      const network = smallCnn({
        imageShape: [height, width, channels],
        classes: 2,
        widths,
        depth,
        seed,
      });
      try {
        await trainNetwork(network, takeExamples(set, train), recipe, { seed });
        const logits = predictOutputs(network, takeExamples(set, test));
        return difference(logits);
      } finally {
        network.dispose();
      }
    },
  };
}

/** Second minus first of each pair: the log-odds of two logits. */
const difference = (logits: Float32Array) =>
  Float64Array.from(
    { length: logits.length / 2 },
    (_, i) => logits[2 * i + 1] - logits[2 * i],
  );

const checkLinearDomainClassifierOptions = optionChecker<{ l2?: number }>(
  "linearDomainClassifier",
  { l2: finite({ from: 0 }) },
);

/**
 * Logistic regression on frozen features, by L-BFGS.
 *
 * @param features of each example, as from `extractFeatures`.
 * @param isShifted 1 for shifted, 0 for reference.
 * @param options.l2 strength λ of the penalty λ/2 · ‖weights‖². Default 1e-4.
 */
export function linearDomainClassifier(
  features: Features,
  isShifted: Uint8Array,
  options: { l2?: number } = {},
): DomainClassifier {
  checkLinearDomainClassifierOptions(options);
  const { l2 = 1e-4 } = options;
  requireDomains(isShifted, features.count);
  return {
    name: `logistic regression, l2 ${l2}`,
    score(train, test) {
      const { kernel, bias } = fitLinearProbe(
        takeRows(features, train),
        Uint8Array.from(train, (i) => isShifted[i]),
        { classes: 2, l2s: [l2] },
      );
      const { values, width } = features;
      return Float64Array.from(test, (i) => {
        let score = bias[1] - bias[0];
        for (let j = 0; j < width; j++) {
          score += values[i * width + j] * (kernel[2 * j + 1] - kernel[2 * j]);
        }
        return score;
      });
    },
  };
}

const checkNeighbourDomainClassifierOptions = optionChecker<{ k?: number }>(
  "neighbourDomainClassifier",
  { k: whole(1) },
);

/**
 * The domains among an example's nearest neighbours in a feature space: `ln((shifted + ½) / (reference + ½))` of its k nearest by
 * cosine similarity, a density ratio that no classifier has to be trained for. Its largest value is ln(2k + 1), so a split at ε needs
 * k above about n_shift / (2 ε n_ref).
 *
 * @param features of each example, as from `extractFeatures`.
 * @param isShifted 1 for shifted, 0 for reference.
 * @param options.k neighbours. Default 50.
 */
export function neighbourDomainClassifier(
  features: Features,
  isShifted: Uint8Array,
  options: { k?: number } = {},
): DomainClassifier {
  checkNeighbourDomainClassifierOptions(options);
  const { k = 50 } = options;
  requireDomains(isShifted, features.count);
  return {
    name: `nearest neighbours, k ${k}`,
    score(train, test) {
      const { indices } = nearestNeighbours(
        takeRows(features, test),
        takeRows(features, train),
        k,
      );
      return Float64Array.from(test, (_, i) => {
        const shifted = indices
          .subarray(i * k, (i + 1) * k)
          .reduce((sum, at) => sum + isShifted[train[at]], 0);
        return Math.log((shifted + 0.5) / (k - shifted + 0.5));
      });
    },
  };
}

function requireDomains(isShifted: Uint8Array, count: number): void {
  domainFlags(isShifted);
  if (isShifted.length !== count) {
    throw new RangeError(
      `isShifted has ${isShifted.length} values for ${count} examples; give one an example.`,
    );
  }
}

function takeRows({ values, width }: Features, rows: Int32Array): Features {
  const taken = new Float32Array(rows.length * width);
  rows.forEach((row, i) =>
    taken.set(values.subarray(row * width, (row + 1) * width), i * width),
  );
  return { values: taken, count: rows.length, width };
}
