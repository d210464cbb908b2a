// What the paper's experiments would cost at ImageNet size: npx tsx bench/scaling/grid.ts
// Prints the tables of docs/scaling.md. Every input has a name here; those marked "assumed" are ours, not the paper's.

/** Images. */
const images = {
  train: 1_281_167,
  validation: 50_000,
  v2: 10_000,
  sketch: 50_889,
  r: 30_000,
};

/** Images a second of ViT-B/16 at 224 × 224 in mixed precision on one RTX 3090, as the timm project publishes them (PyTorch 1.12). */
const throughput = { train: 390.86, evaluate: 1132.21 };

/** How many times faster an A100 is: NVIDIA's figure for training ResNet-50 over timm's on the RTX 3090. Assumed to hold for ViT-B/16. */
const a100Factor = 2470 / 826.06;

const paper = {
  syntheticShifts: 4,
  /** From scratch: evaluations between the middle and five sixths of training. */
  baselineEvaluations: 35,
  sources: 2,
  /** FT and LP-FT for both sources, ZS-FT for the one with a zero-shot head. */
  settings: { total: 5, withLinearProbe: 2 },
  learningRates: 6,
  copies: 4,
  epochs: 8,
  /** Beyond the default one: four more of the spurious tint and of the label shift each. */
  furtherStrengths: 8,
  swept: { epochs: [1, 2, 4, 8, 16, 32], learningRates: 6, batchSizes: 4 },
  modelsFromScratch: 78,
  modelsPreTrained: 55,
  folds: 10,
};

const assumed = {
  /** One evaluation an epoch: then a third of the training is 35 epochs. */
  baselineEpochs: 3 * paper.baselineEvaluations,
  /** The paper gives the ends, 0 and 0.1. */
  weightDecays: 6,
  /** Hyper-parameters of the domain classifier, compared on one held-out tenth. */
  classifierCandidates: 12,
  classifierEpochs: 8,
  parameters: 86.6e6,
  bytesPerParameter: 4,
  /** Of a kept prediction: a class out of 1,000. */
  bytesPerPrediction: 2,
};

interface Part {
  name: string;
  runs: number;
  /** Images trained on, all runs together. */
  trained: number;
  /** Images evaluated, all runs together. */
  evaluated: number;
  /** Evaluations that keep a prediction an example, all runs together, in examples. */
  predictions: number;
  /** Networks that are kept. */
  checkpoints: number;
}

/** A synthetic shift is evaluated on the validation set as it is and shifted. */
const evaluatedOnce = 2 * images.validation;

function fineTuning(name: string, runs: number, epochsInAll: number): Part {
  return {
    name,
    runs,
    trained: epochsInAll * images.train,
    evaluated: runs * evaluatedOnce,
    predictions: runs * evaluatedOnce,
    checkpoints: runs,
  };
}

/** Every learning rate once, then more copies of the one that did best on the reference set. */
const staged = paper.learningRates + paper.copies - 1;

/** All settings of pre-trained models on so many shifts; a linear probe costs one pass over the training set. */
function preTrained(name: string, shifts: number, runsPerSetting: number) {
  const runs = shifts * paper.settings.total * runsPerSetting;
  const part = fineTuning(name, runs, runs * paper.epochs);
  const probes = shifts * paper.settings.withLinearProbe * runsPerSetting;
  return { ...part, evaluated: part.evaluated + probes * images.train };
}

function baseline(name: string, shifts: number): Part {
  const evaluations = shifts * paper.baselineEvaluations;
  return {
    name,
    runs: shifts,
    trained: shifts * assumed.baselineEpochs * images.train,
    evaluated: evaluations * evaluatedOnce,
    predictions: evaluations * evaluatedOnce,
    checkpoints: shifts,
  };
}

function hyperParameters(): Part {
  const { swept, epochs, sources, copies, syntheticShifts } = paper;
  const each = sources * copies * syntheticShifts;
  const others = swept.learningRates + swept.batchSizes + assumed.weightDecays;
  const runs = each * (swept.epochs.length + others);
  const sum = swept.epochs.reduce((total, count) => total + count, 0);
  return fineTuning(
    "hyper-parameters, one at a time, FT",
    runs,
    each * (sum + others * epochs),
  );
}

function naturalShifts(): Part[] {
  const models = paper.modelsFromScratch + paper.modelsPreTrained;
  const evaluated =
    models * (images.validation + images.v2 + images.sketch + images.r);
  const shifted = [images.v2, images.sketch, images.r];
  const unions = shifted.map((count) => count + images.validation);
  const union = unions.reduce((total, count) => total + count, 0);
  const share = 1 - 1 / paper.folds;
  const fits = paper.folds + assumed.classifierCandidates;
  return [
    {
      name: "natural shifts: models as published, evaluated",
      runs: models,
      trained: 0,
      evaluated,
      predictions: evaluated,
      checkpoints: 0,
    },
    {
      name: "natural shifts: cross-fitted domain classifiers",
      runs: fits * shifted.length,
      trained: fits * share * union * assumed.classifierEpochs,
      evaluated: fits * (1 - share) * union,
      predictions: union,
      checkpoints: 0,
    },
  ];
}

const parts: Part[] = [
  baseline("baselines from scratch", paper.syntheticShifts),
  preTrained(
    "pre-trained, learning rate in stages",
    paper.syntheticShifts,
    staged,
  ),
  baseline("strengths: baselines", paper.furtherStrengths),
  preTrained("strengths: pre-trained", paper.furtherStrengths, staged),
  hyperParameters(),
  ...naturalShifts(),
];

/** What a plain product of all values would be instead of stages and one hyper-parameter at a time. */
function fullProduct(): Part {
  const { swept, settings, copies, syntheticShifts, furtherStrengths } = paper;
  const shifts = syntheticShifts + furtherStrengths;
  const perEpochs =
    shifts *
    settings.total *
    copies *
    swept.learningRates *
    swept.batchSizes *
    assumed.weightDecays;
  const sum = swept.epochs.reduce((total, count) => total + count, 0);
  return fineTuning(
    "for comparison: the full product of all values",
    perEpochs * swept.epochs.length,
    perEpochs * sum,
  );
}

const total: Part = parts.reduce((a, b) => ({
  name: "**all**",
  runs: a.runs + b.runs,
  trained: a.trained + b.trained,
  evaluated: a.evaluated + b.evaluated,
  predictions: a.predictions + b.predictions,
  checkpoints: a.checkpoints + b.checkpoints,
}));

const hours = ({ trained, evaluated }: Part): number =>
  (trained / throughput.train + evaluated / throughput.evaluate) / 3600;

const round = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(2);

function bytes(count: number): string {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let unit = 0;
  while (count >= 1000 && unit < units.length - 1) {
    count /= 1000;
    unit++;
  }
  return count === 0 ? "0" : `${count.toPrecision(3)} ${units[unit]}`;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(head),
    line(head.map((_, k) => (k === 0 ? "---" : "---:"))),
    ...rows.map(line),
  ].join("\n");
}

console.log(
  table(
    ["part", "runs", "RTX 3090 hours", "A100 hours", "predictions", "networks"],
    [...parts, total, fullProduct()].map((part) => [
      part.name,
      part.runs.toLocaleString("en"),
      round(hours(part)),
      round(hours(part) / a100Factor),
      bytes(part.predictions * assumed.bytesPerPrediction),
      bytes(part.checkpoints * assumed.parameters * assumed.bytesPerParameter),
    ]),
  ),
);
const oneRun = fineTuning("", 1, paper.epochs);
const oneBaseline = baseline("", 1);
console.log(
  `\nOne fine-tuning run: ${round(hours(oneRun) / a100Factor)} A100 hours. One baseline: ${round(hours(oneBaseline) / a100Factor)} A100 hours. The whole grid on 64 A100s: ${round(hours(total) / a100Factor / 64 / 24)} days.`,
);
