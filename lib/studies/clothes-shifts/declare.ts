import type { ColumnTable } from "arquero";
import type { ShiftSpec } from "../../shifts";
import { pretrainedNames } from "../../pretraining/pretrained-files";
import { bestLearningRate } from "../shared/best-learning-rate";
import type { Experiment, Profile } from "../../runs/experiment";
import type { Json } from "../../files/canonical-json";
import type { Study } from "../../runs/study";
import {
  augmentations,
  baselineMoments,
  inSupportShifts,
} from "../reference-sets/declare";

/**
 * What the study of reference sets chose, from baselines alone: a textured
 * reference set without augmentation, and each shift out of support at the first
 * of its candidate strengths at which the baseline is a line there. A test holds
 * it against that study's results.
 */
export const chosen = {
  preparation: "textured",
  augmentation: "none",
  outOfSupport: {
    "unseen tint": { name: "unseen tint", opacity: 0.25 },
    "vertical flip": { name: "vertical flip", strength: 1 },
    "unseen rotation": { name: "unseen rotation", strength: 0.12 },
    blur: { name: "blur", strength: 0.5 },
    noise: { name: "noise", strength: 0.2 },
    "inverted contrast": { name: "inverted contrast", strength: 1 },
  } as { [shift: string]: ShiftSpec },
} as const;

/** A network to start from, and what is tried on it. */
interface Source {
  source: string;
  network?: { [option: string]: Json };
  learningRates: number[];
  strategies: string[];
  /** Epochs of fine-tuning. */
  epochs: number;
}

interface Sizes {
  train: number;
  validation: number;
  test: number;
  baselineEpochs: number;
  seeds: number[];
  /** Of what is shown with fewer repetitions: sweeps and other architectures. */
  fewSeeds: number[];
  sources: Source[];
  /** Reference sets, by the shift that makes them. */
  references: (string | null)[];
  /** Networks of the second baseline, each from scratch. */
  architectures: { [option: string]: Json }[];
  sweeps: boolean;
}

const ownRates = [1e-3, 3e-3, 1e-2, 3e-2, 1e-1];
const allStrategies = ["full", "lp-ft", "class-means"];
const own = (source: string, strategies: string[], epochs: number): Source => ({
  source,
  learningRates: ownRates,
  strategies,
  epochs,
});
const lite0 = (options: Omit<Source, "source" | "network">): Source => ({
  source: "imagenet",
  network: { architecture: "efficientnet-lite0", inputSize: 32 },
  ...options,
});
const cnn = (...widths: number[]) => ({ architecture: "small-cnn", widths });

const sizes: { [profile in Profile]: Sizes } = {
  small: {
    train: 1500,
    validation: 500,
    test: 1000,
    baselineEpochs: 8,
    seeds: [1, 2, 3],
    fewSeeds: [1],
    sources: [
      { ...own("broad", ["full"], 6), learningRates: [1e-2, 3e-2] },
      { ...own("plain", ["full"], 6), learningRates: [1e-2, 3e-2] },
      lite0({
        learningRates: [1e-2], // without effect on a probe
        strategies: ["linear-probe"],
        epochs: 1,
      }),
    ],
    references: [null, "spurious tint"],
    architectures: [],
    sweeps: false,
  },
  full: {
    train: 4000,
    validation: 1000,
    test: 2000,
    baselineEpochs: 8,
    seeds: [1, 2, 3, 4],
    fewSeeds: [1, 2],
    sources: [
      own("broad", allStrategies, 6),
      own("plain", allStrategies, 6),
      lite0({
        learningRates: [3e-4, 1e-3, 3e-3, 1e-2, 3e-2],
        strategies: ["full", "lp-ft"],
        epochs: 2,
      }),
    ],
    references: [null, ...Object.keys(inSupportShifts)],
    architectures: [
      cnn(8, 16, 32),
      cnn(16, 32, 64, 64),
      { architecture: "mlp", widths: [128] },
      { architecture: "mlp", widths: [256, 128] },
    ],
    sweeps: true,
  },
};

/** Learning rates that a network from scratch is tried with, by reference accuracy. */
const scratchRates = [1e-2, 3e-2, 1e-1];

/**
 * Figure 4 of the paper at this scale: networks from scratch at many moments of
 * their training, and pre-trained ones fine-tuned in several ways, on reference
 * sets in which a cue is spurious, classes or a subgroup are rare, or which are
 * tested under something new.
 */
export const clothesShifts: Study = {
  name: "clothes-shifts",
  description:
    "Does pre-training help in support, out of support, or neither? (Figure 4)",
  declare(profile, results) {
    const plan = sizes[profile];
    const each = <T>(declare: (reference: string | null) => T[]) =>
      plan.references.flatMap(declare);
    const rates = knownRates(results);
    if (!rates) return trials(plan);
    return [
      ...trials(plan),
      ...each((reference) => baselines(plan, reference, rates)),
      ...plan.sources.flatMap((source) =>
        each((reference) => fineTunings(plan, reference, source, results)),
      ),
      ...(plan.sweeps
        ? [
            ...diversitySweep(plan, rates),
            ...leaks(plan, rates),
            ...strengthSweep(plan, rates),
            ...sizeSweep(plan, rates),
            ...recipeSweep(plan, rates),
          ]
        : []),
      ...each((reference) => architectures(plan, reference)),
    ];
  },
};

const referenceName = (reference: string | null) => reference ?? "untouched";

/** What a reference set is tested on, as the fields of a run. */
function taskOf(
  { train, validation, test }: Sizes,
  reference: string | null,
  spec = reference === null ? null : inSupportShifts[reference],
) {
  return {
    kind: "training",
    preparation: chosen.preparation,
    l2s: [1e-5, 1e-4, 1e-3, 1e-2, 1e-1],
    train,
    validation,
    test,
    reference: spec,
    shifted: spec === null ? chosen.outOfSupport : { [spec.name]: spec },
  };
}

const recipe = (epochs: number, learningRate: number, changes = {}) => ({
  epochs,
  learningRate,
  augmentation: augmentations[chosen.augmentation],
  ...changes,
});

/**
 * Short of the shifts: learning rates are chosen by accuracy on the validation
 * set of the untouched reference set, on other draws than results come from.
 */
function trials(plan: Sizes): Experiment[] {
  const scratch: Source = {
    source: "none",
    learningRates: scratchRates,
    strategies: ["from-scratch"],
    epochs: plan.baselineEpochs,
  };
  return [scratch, ...plan.sources].flatMap(
    ({ source, network, learningRates, strategies, epochs }) =>
      strategies.flatMap((strategy) =>
        learningRates.map((rate) => ({
          name: `rate, ${source}, ${strategy}, ${String(rate)}`,
          run: {
            ...taskOf(plan, null),
            shifted: {},
            test: 1,
            ...(network && { network }),
            pretraining: source === "none" ? null : source,
            strategy,
            recipe: recipe(epochs, rate),
          },
          seeds: [TRIAL_SEED],
          labels: { part: "rate", source, strategy, rate },
        })),
      ),
  );
}

const TRIAL_SEED = 100;
const FROM_SCRATCH = { source: "none", strategy: "from-scratch" };

function baselines(
  plan: Sizes,
  reference: string | null,
  { scratch: rate }: Rates,
): Experiment[] {
  const name = referenceName(reference);
  const epochs = plan.baselineEpochs;
  // Twice the images: so that the line reaches the accuracies of pre-trained networks.
  return [1, 2].map((times) => ({
    name: `baseline, ${name}${times > 1 ? ", twice the images" : ""}`,
    run: {
      ...taskOf(plan, reference),
      train: times * plan.train,
      recipe: recipe(epochs, rate),
      checkpoints: baselineMoments,
    },
    seeds: plan.seeds,
    labels: {
      part: "baseline",
      reference: name,
      source: "none",
      strategy: "from-scratch",
    },
  }));
}

/** A second baseline: other networks, each at three moments of its training. */
function architectures(plan: Sizes, reference: string | null): Experiment[] {
  const name = referenceName(reference);
  return plan.architectures.map((network) => ({
    name: `architecture, ${name}, ${JSON.stringify(network)}`,
    run: {
      ...taskOf(plan, reference),
      network,
      // An MLP learns with smaller steps than a CNN.
      recipe: recipe(
        plan.baselineEpochs,
        network.architecture === "mlp" ? 1e-3 : 1e-2,
      ),
      checkpoints: [2, 4],
    },
    seeds: plan.fewSeeds,
    labels: {
      part: "architecture",
      reference: name,
      source: "none",
      strategy: "from-scratch",
      architecture: `${String(network.architecture)} ${String(network.widths)}`,
    },
  }));
}

function fineTunings(
  plan: Sizes,
  reference: string | null,
  source: Source,
  results: ColumnTable,
): Experiment[] {
  return source.strategies.flatMap((strategy) => {
    const rate = bestLearningRate(results, {
      source: source.source,
      strategy,
    });
    if (rate === undefined) return [];
    const { epochs, network } = source;
    const name = referenceName(reference);
    return [
      {
        name: `fine-tuned, ${name}, ${source.source}, ${strategy}`,
        run: {
          ...taskOf(plan, reference),
          ...(network && { network }),
          pretraining: source.source,
          strategy,
          recipe: recipe(epochs, rate),
          checkpoints: network ? [] : [epochs / 3, (2 * epochs) / 3],
        },
        seeds: plan.seeds,
        labels: {
          part: "fine-tuned",
          reference: name,
          source: source.source,
          strategy,
          rate,
        },
      },
    ];
  });
}

/** One cell of a sweep: baseline and the broad source, fully fine-tuned, at one value of what varies. */
function cell(
  part: string,
  value: Json,
  task: { [field: string]: Json },
  labels: { [name: string]: Json },
  {
    seeds,
    epochs,
    rate,
    changes = {},
    pretraining = "broad",
  }: {
    seeds: number[];
    epochs: number;
    rate: number;
    changes?: object;
    pretraining?: string | null;
  },
): Experiment {
  const source = pretraining ?? "none";
  return {
    name: `${part}, ${String(labels.reference)}, ${String(value)}, ${source}`,
    run: {
      kind: "training",
      ...task,
      pretraining,
      strategy: pretraining === null ? "from-scratch" : "full",
      recipe: recipe(epochs, rate, changes),
      checkpoints: pretraining === null ? baselineMoments : [],
    },
    seeds,
    labels: {
      part,
      value,
      source,
      strategy: pretraining === null ? "from-scratch" : "full",
      ...labels,
    },
  };
}

const swept = [null, "spurious tint"];

interface Rates {
  scratch: number;
  broad: number;
}

/** Rates chosen for the broad source and from scratch; undefined until they are known. */
function knownRates(results: ColumnTable): Rates | undefined {
  const scratch = bestLearningRate(results, FROM_SCRATCH);
  const broad = bestLearningRate(results, {
    source: "broad",
    strategy: "full",
  });
  return scratch === undefined || broad === undefined
    ? undefined
    : { scratch, broad };
}

/** The paper's strengths of the two biases. */
const strengths = {
  "spurious tint": [0.5, 0.6, 0.7, 0.8, 0.9],
  "label shift": [0.1, 0.15, 0.2, 0.25, 0.3],
};

function strengthSweep(plan: Sizes, rates: Rates): Experiment[] {
  return Object.entries(strengths).flatMap(([shift, values]) => {
    return values.flatMap((strength) => {
      const task = taskOf(plan, shift, { name: shift, strength });
      return [null, "broad", "plain"].map((pretraining) =>
        cell(
          "strength",
          strength,
          task,
          { reference: shift },
          {
            seeds: plan.fewSeeds,
            epochs: pretraining === null ? plan.baselineEpochs : 6,
            rate: pretraining === null ? rates.scratch : rates.broad,
            pretraining,
          },
        ),
      );
    });
  });
}

function recipeSweep(plan: Sizes, rates: Rates): Experiment[] {
  return swept.flatMap((reference) => {
    const labels = { reference: referenceName(reference) };
    const task = taskOf(plan, reference);
    const base = { seeds: plan.fewSeeds, epochs: 6, rate: rates.broad };
    return [
      ...[1, 2, 4, 12].map((epochs) =>
        cell("epochs", epochs, task, labels, { ...base, epochs }),
      ),
      ...[3e-4, 1e-3, 3e-3, 1e-2, 3e-2].map((rate) =>
        cell("learning rate", rate, task, labels, { ...base, rate }),
      ),
      ...[64, 256, 512].map((batchSize) =>
        cell("batch size", batchSize, task, labels, {
          ...base,
          changes: { batchSize },
        }),
      ),
      ...[0, 0.01, 0.2].map((weightDecay) =>
        cell("weight decay", weightDecay, task, labels, {
          ...base,
          changes: { weightDecay },
        }),
      ),
    ];
  });
}

/** Every own pre-training that has the small network's architecture. */
function diversitySweep(plan: Sizes, rates: Rates): Experiment[] {
  // "broad-wide" differs in its network, and "print" is a control for digits.
  const names = pretrainedNames().filter(
    (name) => !["broad-wide", "print"].includes(name),
  );
  return swept.flatMap((reference) => {
    return names.map((pretraining) =>
      cell(
        "diversity",
        pretraining,
        taskOf(plan, reference),
        { reference: referenceName(reference) },
        {
          seeds: plan.fewSeeds,
          epochs: 6,
          rate: rates.broad,
          pretraining,
        },
      ),
    );
  });
}

/** A labelled arm of its own: pre-training that saw other images of the task's classes, as they are, tinted, or turned. */
function leaks(plan: Sizes, { broad }: Rates): Experiment[] {
  const kinds = {
    plain: {},
    tints: { tints: true },
    orientations: { orientations: true },
  };
  return swept.flatMap((reference) =>
    Object.entries(kinds).map(([kind, diversity]) => {
      const name = referenceName(reference);
      return {
        name: `leak, ${name}, ${kind}`,
        run: {
          ...taskOf(plan, reference),
          leak: { images: 16000, epochs: 5, ...diversity },
          strategy: "full",
          recipe: recipe(6, broad),
        },
        seeds: plan.fewSeeds,
        labels: {
          part: "leak",
          reference: name,
          value: kind,
          source: `clothes, ${kind}`,
          strategy: "full",
        },
      };
    }),
  );
}

/** Sizes of the reference set. The number of epochs stays, so that a smaller set is trained on for fewer steps. */
function sizeSweep(plan: Sizes, rates: Rates): Experiment[] {
  return swept.flatMap((reference) => {
    return [1000, 2000, 4000, 8000].flatMap((train) =>
      [null, "broad", "plain"].map((pretraining) =>
        cell(
          "size",
          train,
          { ...taskOf(plan, reference), train },
          { reference: referenceName(reference) },
          {
            seeds: plan.fewSeeds,
            epochs: pretraining === null ? plan.baselineEpochs : 6,
            rate: pretraining === null ? rates.scratch : rates.broad,
            pretraining,
          },
        ),
      ),
    );
  });
}
