import { z } from "zod";
import type { DomainClassifier, DomainExamples } from "../support";
import type { Features } from "../training";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import {
  digitNetwork,
  digitSources,
  requireSameWeights,
  sourceHash,
} from "./digit-networks";
import { photographFeatures } from "./photograph-features";
import { domainExamples, domainHashes } from "./domain-sets";
import { completeMet, metField, type Met } from "./photograph-sets";
import { networks, support } from "./lazy-libraries";
import { digitShifts } from "./digit-sets";
import type { RunKind, RunOutcome, RunSpec } from "../runs/run-kind";

const count = z.int().positive();
const features = z.enum(digitSources).exclude(["scratch"]);
/** Of the features' weights; found out where it is not given. */
const weights = z.string().nullable().default(null);

const schema = z.strictObject({
  kind: z.literal("domain-scores"),
  /** Of folds and of the classifier. The examples are always the same. */
  seed: z.int(),
  shift: z.union([z.enum(digitShifts.map(({ shift }) => shift)), metField]),
  /** Images of the training set of digits or photographs, and of the shifted set at most (null: all). */
  reference: count.default(10_000),
  shifted: count.nullable().default(null),
  folds: z.int().min(2).default(10),
  /** Which fold to score; null: all. */
  fold: z.int().nonnegative().nullable().default(null),
  classifier: z.discriminatedUnion("method", [
    z.strictObject({
      method: z.literal("cnn"),
      epochs: z.number().positive().default(2),
      learningRate: z.number().positive().default(1e-2),
      batchSize: count.default(32),
    }),
    z.strictObject({
      method: z.literal("linear"),
      features: features.optional(),
      weights,
      l2: z.number().nonnegative().default(1e-4),
    }),
    z.strictObject({
      method: z.literal("neighbours"),
      features: features.optional(),
      weights,
      k: count.default(50),
    }),
  ]),
});

type GivenSpec = z.output<typeof schema>;
type DomainScoresSpec = Omit<GivenSpec, "shift"> & { shift: string | Met };

/**
 * A run that tells the examples of a shift from those of a reference set, of digits or photographs: scores of one fold, or of all, each by a classifier
 * that has not seen it, nor any of its group. Gives the `score` of each example to five digits (reference first, see {@link domainExamples}) their `auc`, and how many are `shifted`; of one fold also `example`, which ones they are.
 */
export const domainScoresRun: RunKind = {
  name: "domain-scores",
  usesTensorFlow: true,
  inputs: (spec) => {
    const { shift, classifier } = spec as unknown as DomainScoresSpec;
    return {
      ...domainHashes({ shift }),
      ...(typeof shift !== "string" &&
        classifier.method !== "cnn" && {
          weights: datasetHash("efficientnet-lite0-imagenet"),
        }),
    };
  },
  complete(given) {
    const { shift, ...spec } = checked(schema, given, "A domain-scores run");
    const { fold, folds, seed } = spec;
    if (fold !== null && fold >= folds) {
      throw new Error(
        `A domain-scores run, field fold: found ${fold}, but ${folds} folds are numbered from 0 to ${folds - 1}.`,
      );
    }
    return {
      ...spec,
      shift: typeof shift === "string" ? shift : completeMet(shift, seed),
      classifier: completeClassifier(spec.classifier, shift),
    } as unknown as RunSpec;
  },
  async execute(spec, { signal, onProgress }) {
    return scoreDomains(
      spec as unknown as DomainScoresSpec,
      signal,
      onProgress,
    );
  },
};

/** Names the features that are looked at where they are not given, and the weights behind them. */
function completeClassifier(
  classifier: GivenSpec["classifier"],
  shift: GivenSpec["shift"],
): GivenSpec["classifier"] {
  if (classifier.method === "cnn") return classifier;
  const ofDigits = classifier.method === "linear" ? "letters" : "imagenet";
  const isOfDigits = typeof shift === "string";
  const { features = isOfDigits ? ofDigits : "imagenet" } = classifier;
  if (!isOfDigits && features !== "imagenet") {
    throw new Error(
      `A domain-scores run, field classifier.features: found "${features}" for photographs, which have features of "imagenet" alone.`,
    );
  }
  const weights = classifier.weights ?? sourceHash(features);
  return { ...classifier, features, weights };
}

/** To five digits: far finer than what a score depends on, and short enough to be committed. */
const rounded = (score: number) => Number(score.toPrecision(5));

async function scoreDomains(
  spec: DomainScoresSpec,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<RunOutcome> {
  const started = performance.now();
  const { areaUnderRoc, assignFolds, scoreFold } = support();
  const examples = domainExamples(spec);
  const { isShifted, groups } = examples;
  const classifier = await classifierOf(spec, examples);
  const { folds, seed } = spec;
  const foldOf = assignFolds(isShifted, { groups, folds, seed });
  const wanted =
    spec.fold === null
      ? Array.from({ length: folds }, (_, fold) => fold)
      : [spec.fold];
  const example: number[] = [];
  const score: number[] = [];
  for (const fold of wanted) {
    signal.throwIfAborted();
    const scored = await scoreFold(foldOf, fold, classifier);
    example.push(...scored.examples);
    score.push(...scored.scores.map(rounded));
    onProgress((wanted.indexOf(fold) + 1) / wanted.length);
  }
  const labels = example.map((i) => isShifted[i]);
  return {
    rows: [
      {
        epoch: 0,
        split: "domain",
        correct: score.filter((s, i) => s > 0 === (labels[i] === 1)).length,
        total: score.length,
        seconds: (performance.now() - started) / 1000,
      },
    ],
    values: {
      auc: areaUnderRoc(score, labels),
      shifted: labels.filter((label) => label === 1).length,
    },
    perExample:
      spec.fold === null
        ? { score: inOrder(example, score) }
        : { example, score },
  };
}

/** Scores of all examples in the order of the examples. */
const inOrder = (example: number[], score: number[]): number[] => {
  const sorted = new Array<number>(score.length);
  example.forEach((at, i) => (sorted[at] = score[i]));
  return sorted;
};

async function classifierOf(
  spec: DomainScoresSpec,
  examples: DomainExamples,
): Promise<DomainClassifier> {
  const {
    cnnDomainClassifier,
    linearDomainClassifier,
    neighbourDomainClassifier,
  } = support();
  const { classifier, seed } = spec;
  const { isShifted } = examples;
  if (classifier.method === "cnn") {
    const { epochs, learningRate, batchSize } = classifier;
    const recipe = { epochs, learningRate, batchSize };
    return cnnDomainClassifier(examples, isShifted, { recipe, seed });
  }
  const { features: source = "imagenet", weights } = classifier;
  requireSameWeights(source, weights);
  const features =
    typeof spec.shift === "string"
      ? await digitFeatures(source, examples)
      : await photographFeatures(examples);
  return classifier.method === "linear"
    ? linearDomainClassifier(features, isShifted, { l2: classifier.l2 })
    : neighbourDomainClassifier(features, isShifted, { k: classifier.k });
}

async function digitFeatures(
  source: z.output<typeof features>,
  examples: DomainExamples,
): Promise<Features> {
  const { network, prepare } = await digitNetwork(source, 0);
  const found = networks().keptFeatures(network, prepare(examples));
  network.dispose();
  return found;
}
