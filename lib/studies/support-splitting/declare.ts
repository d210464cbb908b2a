import type { ColumnTable } from "arquero";
import { digitShifts } from "../../experiments/digit-sets";
import type { Experiment, Profile } from "../../runs/experiment";
import type { Json } from "../../files/canonical-json";
import type { Study } from "../../runs/study";

const shifts = digitShifts.map(({ shift }) => shift);

/** What differs between the profiles. */
interface Sizes {
  /** Images of each test set at most, the shifted ones included; null: all. */
  test: number | null;
  /** Images of MNIST's training set that shifted ones are told from, and seeds of the domain classifiers. */
  domain: { reference: number; seeds: number[] };
  /** Hyper-parameters that the domain classifiers choose from: of the CNN, of logistic regression, of nearest neighbours. */
  cnn: { epochs: number; learningRate: number; batchSize: number }[];
  l2s: number[];
  ks: number[];
  /** Images to choose learning rates by. */
  validation: number;
  learningRates: number[];
  scratch: {
    train: number;
    epochs: number;
    moments: number[];
    seeds: number[];
  }[];
  pretrained: {
    source: string;
    strategy: string;
    train: number;
    epochs: number;
    learningRates: number[];
    seeds: number[];
  }[];
}

/** Each source by each strategy. */
const fineTunings = ({
  sources,
  strategies,
  ...same
}: Omit<Sizes["pretrained"][number], "source" | "strategy"> & {
  sources: string[];
  strategies: string[];
}): Sizes["pretrained"] =>
  sources.flatMap((source) =>
    strategies.map((strategy) => ({ source, strategy, ...same })),
  );

const letters = ["letters", "letters-plain"];
const both = ["full", "lp-ft"];

const profiles: Record<Profile, Sizes> = {
  small: {
    test: 1000,
    domain: { reference: 2000, seeds: [1, 2] },
    cnn: [3e-3, 1e-2].map((learningRate) => ({
      epochs: 2,
      learningRate,
      batchSize: 32,
    })),
    l2s: [1e-6, 1e-4],
    ks: [20, 50],
    validation: 1000,
    learningRates: [1e-2],
    scratch: [
      { train: 500, epochs: 24, moments: [8, 12, 17], seeds: [1] },
      { train: 2000, epochs: 20, moments: [2, 3, 5, 8, 13], seeds: [1] },
    ],
    pretrained: [
      ...fineTunings({
        sources: letters,
        strategies: ["full"],
        train: 500,
        epochs: 16,
        learningRates: [1e-2],
        seeds: [1, 2],
      }),
      ...fineTunings({
        sources: letters,
        strategies: ["full"],
        train: 2000,
        epochs: 5,
        learningRates: [3e-3, 1e-2],
        seeds: [1, 2],
      }),
      ...fineTunings({
        sources: ["print"],
        strategies: ["full"],
        train: 2000,
        epochs: 5,
        learningRates: [1e-2],
        seeds: [1, 2],
      }),
      ...fineTunings({
        sources: ["imagenet"],
        strategies: ["linear-probe"],
        train: 2000,
        epochs: 1,
        learningRates: [1e-3],
        seeds: [1, 2],
      }),
    ],
  },
  full: {
    test: null,
    domain: { reference: 10_000, seeds: [1, 2, 3] },
    cnn: [2, 5, 10].flatMap((epochs) =>
      [3e-3, 1e-2].map((learningRate) => ({
        epochs,
        learningRate,
        batchSize: 32,
      })),
    ),
    l2s: [1e-6, 1e-5, 1e-4, 1e-3, 1e-2],
    ks: [10, 20, 50, 100],
    validation: 5000,
    learningRates: [3e-3, 1e-2, 3e-2, 1e-1],
    scratch: [
      { train: 500, epochs: 40, moments: [10, 16, 26] },
      { train: 2000, epochs: 30, moments: [3, 5, 8, 13, 20] },
      { train: 10_000, epochs: 20, moments: [1, 2, 4, 7, 12] },
      { train: 50_000, epochs: 8, moments: [1, 2, 4] },
    ].map((each) => ({ ...each, seeds: [1, 2, 3, 4] })),
    pretrained: [
      ...[
        { train: 500, epochs: 40 },
        { train: 2000, epochs: 20 },
        { train: 10_000, epochs: 8 },
      ].flatMap((size) =>
        fineTunings({
          sources: letters,
          strategies: both,
          ...size,
          learningRates: [1e-3, 3e-3, 1e-2, 3e-2],
          seeds: [1, 2, 3, 4],
        }),
      ),
      ...fineTunings({
        sources: ["print"],
        strategies: both,
        train: 10_000,
        epochs: 8,
        learningRates: [3e-3, 1e-2, 3e-2],
        seeds: [1, 2, 3, 4],
      }),
      ...[
        { train: 500, epochs: 12, learningRates: [1e-3, 3e-3] },
        { train: 2000, epochs: 8, learningRates: [1e-3, 3e-3] },
        { train: 10_000, epochs: 6, learningRates: [3e-4, 1e-3, 3e-3, 1e-2] },
      ].flatMap((size) =>
        fineTunings({
          sources: ["imagenet"],
          strategies: both,
          ...size,
          seeds: [1, 2, 3],
        }),
      ),
    ],
  },
};

const BATCH = 64;

/**
 * Natural shifts on digits split by support: domain classifiers cross-fitted on each, with hyper-parameters by the AUC of the first fold, and
 * networks from scratch and pre-trained, with learning rates by accuracy on held-out reference images.
 */
export const supportSplitting: Study = {
  name: "support-splitting",
  description:
    "Where does pre-training help on natural shifts of digits: in support, or out of it?",
  keepExamples: () => true,
  declare(profile, results) {
    const sizes = profiles[profile];
    const trials = [...classifierTrials(sizes), ...trainingTrials(sizes)];
    const found = scoresOf(results);
    if (!trials.every(({ name }) => found.has(name))) return trials;
    const best = (family: string) =>
      trials
        .filter(({ labels }) => labels!.family === family)
        .reduce((a, b) => (found.get(b.name)! > found.get(a.name)! ? b : a))
        .run;
    return [
      ...trials,
      ...shifts.flatMap((shift) => crossFits(sizes, shift, best)),
      ...networks(sizes, best),
    ];
  },
};

/** What trials are compared by: AUC of a domain classifier, validation accuracy of a network at its last evaluation. */
function scoresOf(results: ColumnTable): Map<string, number> {
  const scores = new Map<string, number>();
  const rows = results.objects() as {
    experiment: string;
    split: string;
    epoch: number;
    accuracy: number;
    auc?: number | null;
  }[];
  for (const { experiment, split, accuracy, auc } of rows.sort(
    (a, b) => a.epoch - b.epoch,
  )) {
    if (split === "domain" && typeof auc === "number")
      scores.set(experiment, auc);
    if (split === "validation") scores.set(experiment, accuracy);
  }
  return scores;
}

function classifierTrials({ domain, test, cnn, l2s, ks }: Sizes): Experiment[] {
  const { reference } = domain;
  const trial = (
    shift: string,
    what: string,
    classifier: { method: string; [field: string]: Json },
  ): Experiment => ({
    name: `trial: ${shift}, ${classifier.method}, ${what}`,
    run: {
      kind: "domain-scores",
      shift,
      reference,
      shifted: test,
      fold: 0,
      classifier,
    },
    seeds: [1],
    labels: {
      stage: "trial",
      family: `${shift}, ${classifier.method}`,
      shift,
      method: classifier.method,
    },
  });
  return shifts.flatMap((shift) => [
    ...cnn.map((options) =>
      trial(
        shift,
        `${options.epochs} epochs, learning rate ${options.learningRate}`,
        { method: "cnn", ...options },
      ),
    ),
    ...l2s.map((l2) => trial(shift, `l2 ${l2}`, { method: "linear", l2 })),
    ...ks.map((k) => trial(shift, `k ${k}`, { method: "neighbours", k })),
  ]);
}

/** All folds of the chosen classifiers: a run each of the CNN's, which take long. */
function crossFits(
  { domain: { reference, seeds }, test: shifted }: Sizes,
  shift: string,
  best: (family: string) => Experiment["run"],
): Experiment[] {
  const labels = (method: string) => ({ stage: "scores", shift, method });
  const { classifier } = best(`${shift}, cnn`);
  const folds = Array.from({ length: 10 }, (_, fold): Experiment => ({
    name: `${shift}, cnn, fold ${fold}`,
    run: { kind: "domain-scores", shift, reference, shifted, fold, classifier },
    seeds,
    labels: labels("cnn"),
  }));
  const all = (method: string): Experiment => ({
    name: `${shift}, ${method}`,
    run: {
      kind: "domain-scores",
      shift,
      reference,
      shifted,
      classifier: best(`${shift}, ${method}`).classifier,
    },
    seeds: [1],
    labels: labels(method),
  });
  return [...folds, all("linear"), all("neighbours")];
}

/** Networks of one kind, among which the learning rate is chosen. */
const familyOf = (source: string, strategy: string, train: number) =>
  `${source}, ${strategy}, ${train} images`;

function trainingTrials(sizes: Sizes): Experiment[] {
  const { validation, test, learningRates, scratch, pretrained } = sizes;
  const { train, epochs, moments } = scratch[1];
  const trial = (
    source: string,
    strategy: string,
    learningRate: number,
    more: { train: number; epochs: number; moments?: number[] },
  ): Experiment => ({
    name: `trial: ${familyOf(source, strategy, more.train)}, learning rate ${learningRate}`,
    run: {
      kind: "digits-training",
      source,
      strategy,
      train: more.train,
      validation,
      test,
      recipe: { epochs: more.epochs, learningRate, batchSize: BATCH },
      moments: more.moments ?? [],
    },
    seeds: [1],
    labels: {
      stage: "trial",
      family: familyOf(source, strategy, more.train),
      source,
      strategy,
    },
  });
  return [
    ...learningRates.map((rate) =>
      trial("scratch", "from-scratch", rate, { train, epochs, moments }),
    ),
    ...pretrained.flatMap(({ source, strategy, learningRates, ...more }) =>
      learningRates.map((rate) => trial(source, strategy, rate, more)),
    ),
  ];
}

function networks(
  { scratch, pretrained }: Sizes,
  best: (family: string) => Experiment["run"],
): Experiment[] {
  const run = best(familyOf("scratch", "from-scratch", scratch[1].train));
  return [
    ...scratch.map(({ train, epochs, moments, seeds }): Experiment => {
      const recipe = { ...(run.recipe as object), epochs };
      return {
        name: `from scratch, ${train} images`,
        run: { ...run, train, recipe, moments },
        seeds,
        labels: {
          stage: "network",
          source: "scratch",
          strategy: "from-scratch",
        },
      };
    }),
    ...pretrained.map(({ source, strategy, train, seeds }): Experiment => ({
      name: familyOf(source, strategy, train),
      run: best(familyOf(source, strategy, train)),
      seeds,
      labels: { stage: "network", source, strategy },
    })),
  ];
}
