import {
  describePretrainingSet,
  hashPretrainingSet,
  pretrainingSet,
  type PretrainingDiversity,
  type PretrainingSetDescription,
  type PretrainingSetOptions,
} from "./pretraining-set";
import { pretrainedPath, requirePretrained } from "./pretrained-files";
import type { Progress } from "../notebook/progress";
import {
  completeRecipe,
  type PartialRecipe,
  type Recipe,
} from "../training/recipe";
import { smallCnn } from "../models/small-cnn";
import { trainNetwork } from "../training/train-network";
import { getWeights, type NetworkWeights } from "../models/weights";
import { readWeightsFile } from "../models/weights-file";

/** How a network is pre-trained, as plain data. */
export interface PretrainingPlan {
  set: PretrainingSetOptions;
  /** Of {@link smallCnn}. */
  network: { widths: number[]; depth: number };
  recipe: PartialRecipe;
  /** Of initial weights and the order of examples. */
  seed: number;
}

/** What is known of pre-trained weights. */
export interface AboutPretrained {
  /** Name of the plan. */
  name: string;
  /** Options that make {@link smallCnn} fit the weights. */
  network: {
    imageShape: [number, number, number];
    classes: number;
    widths: number[];
    depth: number;
  };
  set: PretrainingSetDescription;
  /** SHA-256 of the set's description. */
  setHash: string;
  /** What the classes stand for. */
  classNames: string[];
  recipe: Recipe;
  seed: number;
  /** On images of the same kind that were not trained on, as counts. */
  correct: number;
  total: number;
  /** Git revision of the code that trained, with `+` where files had been changed; null where unknown. */
  revision: string | null;
}

/** Pre-trained weights, and what they were pre-trained on. */
export interface Pretrained {
  weights: NetworkWeights;
  about: AboutPretrained;
}

const none: PretrainingDiversity = {
  fonts: false,
  colours: false,
  tints: false,
  orientations: false,
  textures: false,
};
const small = { widths: [16, 32, 64], depth: 1 };
const digitsOnly = { letters: false, symbols: false, digits: true };

const plan = (
  set: PretrainingSetOptions,
  network: PretrainingPlan["network"] = small,
): PretrainingPlan => ({
  set: { ...set, seed: 1 },
  network,
  recipe: { epochs: 20, learningRate: 1e-2 },
  seed: 1,
});

/**
 * The pre-trainings whose weights lie in `data/weights`, by name:
 *
 * - `digits`: MNIST as it is; `plain`: letters, symbols and digits without any diversity;
 * - `fonts`, `colours`, `tints`, `orientations`, `textures`: `plain` with that one diversity;
 * - `broad`: all diversities; `broad-upright`: all but orientations; `broad-grey`: all but colours and tints;
 * - `broad-wide`: as `broad`, in a network of twice the width;
 * - `print`: printed digits in every second font family, otherwise plain;
 * - `letters`, `letters-plain`: `broad` and `plain` without digits, for tasks that digits would give away; `letters` in every second font
 *   family, so that what is printed in the others is in fonts that it has not seen.
 */
export const pretrainingPlans: Record<string, PretrainingPlan> = {
  digits: plan({ classes: digitsOnly, diversity: none }),
  plain: plan({ diversity: none }),
  ...Object.fromEntries(
    Object.keys(none).map((kind) => [
      kind,
      plan({ diversity: { ...none, [kind]: true } }),
    ]),
  ),
  broad: plan({}),
  "broad-upright": plan({ diversity: { orientations: false } }),
  "broad-grey": plan({ diversity: { colours: false, tints: false } }),
  "broad-wide": plan({}, { widths: [32, 64, 128], depth: 1 }),
  letters: plan({ classes: { digits: false }, families: "even" }),
  "letters-plain": plan({ classes: { digits: false }, diversity: none }),
  print: plan({
    classes: { letters: false, symbols: false, digits: false, print: true },
    diversity: { ...none, fonts: true },
    families: "even",
  }),
};

/**
 * Loads pre-trained weights, checked against their SHA-256.
 *
 * @param name one of `pretrainedNames`.
 * @throws Error for an unknown name (with the nearest known one), or a file that is truncated or changed.
 * @example
 * const { weights, about } = loadPretrained("broad");
 * const network = smallCnn({ ...about.network, classes: 10, seed: 1 });
 * setWeights(network, weights, { except: HEAD });
 */
export function loadPretrained(name: string): Pretrained {
  requirePretrained(name);
  const path = pretrainedPath(name);
  const { weights, about } = readWeightsFile(path);
  if (!("network" in about)) {
    throw new Error(
      `${path}: says nothing of its network, so it is none of this project's files. Restore it from the repository, or make it again: npm run pretrain.`,
    );
  }
  return { weights, about: about as unknown as AboutPretrained };
}

/**
 * Pre-trains a network as planned. Same plan, same weights on the same machine.
 *
 * @param options.testCount images to measure its accuracy on. Default 5,000.
 * @param options.revision of the code, to be noted.
 * @throws Error where plan or recipe is none.
 */
export async function pretrain(
  name: string,
  { set: options, network: { widths, depth }, recipe, seed }: PretrainingPlan,
  {
    testCount = 5000,
    revision = null,
    progress = false,
  }: {
    testCount?: number;
    revision?: string | null;
    progress?: Progress;
  } = {},
): Promise<Pretrained> {
  const set = pretrainingSet(options);
  const test = pretrainingSet({ ...options, split: "test", count: testCount });
  const [, height, width, channels] = set.shape;
  const architecture: AboutPretrained["network"] = {
    imageShape: [height, width, channels],
    classes: set.classNames.length,
    widths,
    depth,
  };
  const network = smallCnn({ ...architecture, seed });
  try {
    const run = await trainNetwork(network, set, recipe, {
      seed,
      evaluate: { test },
      progress,
    });
    const { correct, total } = run.checkpoints.at(-1)!.evaluations.test;
    return {
      weights: getWeights(network),
      about: {
        name,
        network: architecture,
        set: describePretrainingSet(options),
        setHash: hashPretrainingSet(options),
        classNames: set.classNames,
        recipe: completeRecipe(recipe),
        seed,
        correct,
        total,
        revision,
      },
    };
  } finally {
    network.dispose();
  }
}
