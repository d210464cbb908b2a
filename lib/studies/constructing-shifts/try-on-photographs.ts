import { loadDataset } from "../../data";
import { optionChecker } from "../../files";
import { seed as seedKind, whole } from "../../files/option-kinds";
import {
  sampleExamples,
  takeExamples,
  type LabelledImages,
} from "../../images";
import { applyHead, fitLinearProbe, type LinearHead } from "../../methods";
import {
  efficientNetLite,
  loadImageNetWeights,
  residualCnn,
} from "../../models";
import {
  asPercent,
  asPoints,
  diagnoseLine,
  groupRobustness,
  matchedDifference,
  proportionInterval,
  verdictOf,
  type LineDiagnosis,
} from "../../robustness";
import { mean } from "../../numerics";
import { checkedShift, type Shift } from "../../shifts";
import { keptFeatures, trainNetwork, type Features } from "../../training";
import {
  accuraciesAlong,
  measuredPairs,
  type MeasuredAccuracies,
} from "../shared/accuracy-points";

/** How {@link tryOnPhotographs} looks; the defaults take about half a minute on one core. */
export interface PhotographOptions {
  /** Photographs before the shift, to train on and to test on. Defaults 1,500 and 800. */
  train?: number;
  test?: number;
  /** From scratch. Default 10. */
  epochs?: number;
  /** Default 1. */
  seed?: number;
}

const checkOptions = optionChecker<PhotographOptions>("tryOnPhotographs", {
  train: whole(20),
  test: whole(1),
  epochs: whole(5),
  seed: seedKind,
});

/** What a first look at a shift of photographs found. */
export interface PhotographLook {
  /** A residual CNN at moments of its training. */
  baselines: MeasuredAccuracies[];
  /** Linear probes of ImageNet features, on a quarter of the images, half of them and all. */
  pretrained: MeasuredAccuracies[];
  diagnosis: LineDiagnosis;
  /** What it says, in a sentence. */
  text: string;
}

const IMAGE_SHAPE: [number, number, number] = [32, 32, 3];
const CLASSES = 10;

/**
 * A first look at a shift of CIFAR-10 photographs: does pre-training help against it? A residual CNN learns the reference set from scratch, and is tested
 * on both sets along the way: the line. Linear probes on frozen ImageNet features are tested beside it.
 *
 * Learning rate and sizes are fixed and small: what it finds, an experiment has to confirm.
 *
 * @param shift one of this library's or any object like it.
 * @throws Error where it changes the images' size or their labels, naming it.
 * @example
 * const look = await tryOnPhotographs(verticalFlip());
 * accuracyOnTheLine({ ...look, line: look.diagnosis.line });
 */
export async function tryOnPhotographs(
  shift: Shift,
  options: PhotographOptions = {},
): Promise<PhotographLook> {
  checkOptions(options);
  const { train: count = 1500, test: tested = 800 } = options;
  const { epochs = 10, seed = 1 } = options;
  const looked = checkedShift(shift);
  const photographs = (split: string, n: number) =>
    sampleExamples(loadDataset("cifar10", { split }), n, seed);
  const train = looked.reference(photographs("train", count));
  const test = photographs("test", tested);
  const evaluate = {
    reference: looked.reference(test),
    shifted: looked.shifted(test),
  };
  const baselines = await fromScratch(train, evaluate, { epochs, seed });
  const pretrained = await probes(train, evaluate, seed);
  const diagnosis = diagnoseLine(measuredPairs(baselines), {
    usedAt: pretrained.map(({ reference }) => reference),
  });
  const text = say(shift.name, baselines, pretrained, diagnosis);
  return { baselines, pretrained, diagnosis, text };
}

interface TestSets {
  reference: LabelledImages;
  shifted: LabelledImages;
}

async function fromScratch(
  train: LabelledImages,
  evaluate: TestSets & { [name: string]: LabelledImages },
  { epochs, seed }: { epochs: number; seed: number },
): Promise<MeasuredAccuracies[]> {
  const network = residualCnn({
    imageShape: IMAGE_SHAPE,
    classes: CLASSES,
    stemStrides: 2,
    seed,
  });
  const recipe = {
    epochs,
    learningRate: 1e-2,
    batchSize: 64,
    augmentation: { flip: true, shift: 4 },
  };
  const every = Array.from({ length: epochs - 2 }, (_, i) => i + 2);
  try {
    const run = await trainNetwork(network, train, recipe, {
      evaluate,
      every,
      seed,
    });
    return accuraciesAlong(run, { name: "from scratch" });
  } finally {
    network.dispose();
  }
}

async function probes(
  train: LabelledImages,
  sets: TestSets,
  seed: number,
): Promise<MeasuredAccuracies[]> {
  const network = efficientNetLite("lite0", {
    imageShape: IMAGE_SHAPE,
    inputSize: 64,
    classes: CLASSES,
    seed,
  });
  try {
    await loadImageNetWeights(network);
    const features = {
      train: keptFeatures(network, train),
      reference: keptFeatures(network, sets.reference),
      shifted: keptFeatures(network, sets.shifted),
    };
    const total = train.labels.length;
    return [total >> 2, total >> 1, total].map((count) => {
      const probe = fitLinearProbe(
        first(features.train, count),
        takeExamples(train, [...Array(count).keys()]).labels,
        { classes: CLASSES, l2s: [1e-2, 1e-1], seed },
      );
      const measured = (set: "reference" | "shifted") =>
        accuracyOf(probe, features[set], sets[set].labels);
      const [reference, shifted] = [measured("reference"), measured("shifted")];
      return {
        name: `linear probe, ${count} images`,
        source: "ImageNet",
        strategy: "linear-probe",
        reference: reference.accuracy,
        shifted: shifted.accuracy,
        referenceInterval: reference.interval,
        shiftedInterval: shifted.interval,
      };
    });
  } finally {
    network.dispose();
  }
}

const first = ({ values, width }: Features, count: number): Features => ({
  values: values.slice(0, count * width),
  count,
  width,
});

function accuracyOf(head: LinearHead, features: Features, labels: Uint8Array) {
  const classes = head.bias.length;
  const logits = applyHead(head, features);
  const correct = labels.filter((label, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    return row.indexOf(Math.max(...row)) === label;
  }).length;
  return {
    accuracy: correct / labels.length,
    interval: proportionInterval(correct, labels.length, { method: "wilson" }),
  };
}

function say(
  shift: string,
  baselines: MeasuredAccuracies[],
  pretrained: MeasuredAccuracies[],
  { isLine, line }: LineDiagnosis,
): string {
  const [scratch, group] = [baselines, pretrained].map((rows) =>
    measuredPairs(rows),
  );
  const best = pretrained.at(-1)!;
  const start = `Under "${shift}" the probe of ImageNet features falls from ${asPercent(best.reference)} to ${asPercent(best.shifted)}.`;
  const fit = `R² ${line.rSquared.toFixed(2)}`;
  if (isLine) {
    const robustness = groupRobustness(scratch, group);
    return `${start} Its effective robustness is ${asPoints(robustness, 1)} points (line: ${fit}): ${verdictOf(robustness)}.${beyond(robustness.extrapolated)}`;
  }
  const differences = matchedDifference(scratch, group);
  const average = (end: "mean" | "lower" | "upper") =>
    mean(differences.map((each) => each[end]));
  const matched = {
    mean: average("mean"),
    lower: average("lower"),
    upper: average("upper"),
  };
  return `${start} Networks from scratch lie on no line (${fit}); against those nearest in reference accuracy the probes are ${asPoints(matched, 1)} points away: ${verdictOf(matched)}.${beyond(differences.filter(({ extrapolates }) => extrapolates).length)}`;
}

/** Says where the probes are compared with what no network from scratch reaches. */
const beyond = (count: number): string =>
  count === 0
    ? ""
    : ` Beware: ${count} of the probes ${count === 1 ? "is" : "are"} outside the reference accuracies that the networks from scratch reach, so that this extrapolates; more epochs or photographs bring them nearer.`;
