import { BASE } from "../../experiments/related-sets";
import { referenceTest } from "../../experiments/task";
import { optionChecker } from "../../files";
import {
  callable,
  object,
  seed as seedKind,
  text,
  anything,
} from "../../files/option-kinds";
import type { LabelledImages } from "../../images";
import { fineTune } from "../../methods";
import { getWeights, setWeights } from "../../models";
import { evaluate } from "../../training";
import { inheritedOnce, overRepetitions, type Inherited } from "./analyse";
import { knowingCifar10 } from "./knowing-cifar10";
import {
  requireOwnSets,
  studiedSets,
  type OwnSet,
  type SetSizes,
} from "./own-sets";
import { BATCH_SIZE, inheritancePlans, rateOf, relatedSets } from "./plan";

type Network = Parameters<typeof evaluate>[0];

/** What a reader brings to the benchmark, as one function: a model, or a method, or both. */
export interface Brought {
  /** What the row is called. Default "mine". */
  name?: string;
  /** Gives a network that knows the classes already. Default: ImageNet's Lite0 with a head on CIFAR-10. */
  model?: () => Network | Promise<Network>;
  /** Adapts a network in place to a set; asked once a set, each time from the same weights. Default: everything trained, as the study does. */
  method?: (network: Network, set: LabelledImages) => unknown;
}

/** Options of {@link inheritanceBenchmark}. */
export interface InheritanceBenchmarkOptions {
  /** Names of the study's sets, or sets of one's own by name; two or more. Default: all of the study's. */
  sets?: readonly string[] | { readonly [name: string]: OwnSet };
  /** Test images of what the network knows, on which its loss is measured. Default: CIFAR-10's. */
  base?: LabelledImages;
  /** Images of each of the study's sets. Default 200 to adapt by, 100 to test on, 200 of the base data. */
  images?: Partial<SetSizes>;
  /** Of which images are drawn. Default 1. */
  seed?: number;
}

const checkBrought = optionChecker<Brought>("inheritanceBenchmark", {
  name: text,
  model: callable,
  method: callable,
});
const checkOptions = optionChecker<InheritanceBenchmarkOptions>(
  "inheritanceBenchmark",
  { sets: anything, base: object, images: object, seed: seedKind },
);

/**
 * The benchmark of robustness inheritance as a function: a model, a method, or both, adapted to each of some related sets in turn and tested on all others, before
 * and after (Hwang et al.). The network is the caller's, and has its first weights again at the end.
 *
 * @returns a row of the benchmark's table: RI of each set, mRI, loss on the base data. One repetition, so that intervals are infinite.
 * @throws Error or RangeError for sets that there are not, fewer than two, or one without an example of a class.
 * @example
 * const row = await inheritanceBenchmark({ method: (network, set) =>
 *   fineTune(network, set, { strategy: "lora", recipe: { epochs: 1 } }) });
 * showTable([inheritanceRow(row)]);
 */
export async function inheritanceBenchmark(
  brought: Brought,
  options: InheritanceBenchmarkOptions = {},
): Promise<Inherited> {
  checkBrought(brought);
  checkOptions(options);
  const { name = "mine", model = knowingCifar10 } = brought;
  const { method = asStudied } = brought;
  const { seed = 1, images, sets = Object.keys(relatedSets) } = options;
  const sizes = { adapt: 200, test: 100, base: 200, ...images };
  const own = isNames(sets) ? studiedSets(sets, sizes, seed) : sets;
  const network = await model();
  requireOwnSets(own, network.outputs[0].shape[1]!);
  const { base = baseTest(sizes.base, seed) } = options;
  const tests = Object.entries(own).map(
    ([set, each]) => [set, each.test] as const,
  );
  const accuracies = () =>
    Object.fromEntries(
      [...tests, [BASE, base] as const].map(([set, test]) => [
        set,
        evaluate(network, test, { name: set }).accuracy,
      ]),
    );
  const start = getWeights(network);
  const before = accuracies();
  const after = [];
  try {
    for (const { adapt } of Object.values(own)) {
      setWeights(network, start);
      await method(network, adapt);
      after.push(accuracies());
    }
  } finally {
    setWeights(network, start);
  }
  const once = inheritedOnce(seed, Object.keys(own), before, after);
  return {
    base: brought.model ? "mine" : "ImageNet Lite0, probed",
    richness: 2,
    method: name,
    sets: Object.keys(own),
    ...overRepetitions([once]),
  };
}

const isNames = (
  sets: readonly string[] | { readonly [name: string]: OwnSet },
): sets is readonly string[] => Array.isArray(sets);

const baseTest = (test: number, seed: number) =>
  referenceTest({
    data: "cifar10",
    train: 1,
    validation: 1,
    test,
    reference: null,
    seed,
  });

/** Everything trained from the network's own head on, by the study's recipe. */
const asStudied = (network: Network, set: LabelledImages) =>
  fineTune(network, set, {
    strategy: "full",
    head: "kept",
    recipe: {
      epochs: inheritancePlans.full.epochs,
      batchSize: BATCH_SIZE,
      learningRate: rateOf("full"),
    },
  });
