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
import { networks, support } from "./lazy-libraries";
import { digitTestSet, digitTrainingSets, naturalShifts } from "./digit-sets";
import type { RunKind, RunOutcome, RunSpec } from "../runs/run-kind";

const count = z.int().positive();
const features = z.enum(digitSources).exclude(["scratch"]);
/** Of the features' weights; found out where it is not given. */
const weights = z.string().nullable().default(null);

const schema = z.strictObject({
  kind: z.literal("domain-scores"),
  /** Of folds and of the classifier. The examples are always the same. */
  seed: z.int(),
  shift: z.enum(naturalShifts.map(({ shift }) => shift)),
  /** Images of MNIST's training set, and of the shifted set at most (null: all). */
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
      features: features.default("letters"),
      weights,
      l2: z.number().nonnegative().default(1e-4),
    }),
    z.strictObject({
      method: z.literal("neighbours"),
      features: features.default("imagenet"),
      weights,
      k: count.default(50),
    }),
  ]),
});

type DomainScoresSpec = z.output<typeof schema>;

/**
 * A run that tells the examples of a natural shift from those of MNIST's training set: scores of one fold, or of all, each by a classifier that
 * has not seen it. Gives `example` (positions; reference first, see {@link domainExamples}) and `score` for each, to five digits, and the
 * `auc` among them.
 */
export const domainScoresRun: RunKind = {
  name: "domain-scores",
  usesTensorFlow: true,
  inputs: (spec) => {
    const { shift } = schema.parse(spec);
    return { mnist: datasetHash("mnist"), [shift]: datasetHash(shift) };
  },
  complete(given) {
    const spec = checked(schema, given, "A domain-scores run");
    const { fold, folds, classifier } = spec;
    if (fold !== null && fold >= folds) {
      throw new Error(
        `A domain-scores run, field fold: found ${fold}, but ${folds} folds are numbered from 0 to ${folds - 1}.`,
      );
    }
    if (classifier.method === "cnn") return spec as RunSpec;
    const weights = classifier.weights ?? sourceHash(classifier.features);
    return { ...spec, classifier: { ...classifier, weights } } as RunSpec;
  },
  async execute(spec, { signal, onProgress }) {
    return scoreDomains(schema.parse(spec), signal, onProgress);
  },
};

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
    values: { auc: areaUnderRoc(score, labels) },
    perExample: { example, score },
  };
}

/** Which examples a run is about. */
export type DomainExamplesSpec = Pick<
  DomainScoresSpec,
  "shift" | "reference" | "shifted"
>;

const joined = new Map<string, DomainExamples>();

/** The examples of both domains, reference first, always the same for the same specification. */
export function domainExamples({
  shift,
  reference,
  shifted,
}: DomainExamplesSpec): DomainExamples {
  const key = JSON.stringify([shift, reference, shifted]);
  let examples = joined.get(key);
  if (!examples) {
    const { joinDomains } = support();
    const sets = digitTrainingSets(1, { train: reference, validation: 1 });
    examples = joinDomains(sets.train, digitTestSet(shift, shifted));
    joined.set(key, examples);
  }
  return examples;
}

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
  const { features: source, weights } = classifier;
  requireSameWeights(source, weights);
  const features = await featuresOf(source, examples);
  return classifier.method === "linear"
    ? linearDomainClassifier(features, isShifted, { l2: classifier.l2 })
    : neighbourDomainClassifier(features, isShifted, { k: classifier.k });
}

const extracted = new WeakMap<DomainExamples, Map<string, Features>>();

async function featuresOf(
  source: z.output<typeof features>,
  examples: DomainExamples,
): Promise<Features> {
  const known = extracted.get(examples) ?? new Map<string, Features>();
  extracted.set(examples, known);
  let found = known.get(source);
  if (!found) {
    const { extractFeatures } = networks();
    const { network, prepare } = await digitNetwork(source, 0);
    found = extractFeatures(network, prepare(examples));
    network.dispose();
    known.set(source, found);
  }
  return found;
}
