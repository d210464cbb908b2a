import { loadDataset } from "../../data";
import { sampleExamples, toRgb } from "../../images";
import { mean } from "../../numerics";
import {
  diagnoseLine,
  type LineDiagnosis,
  groupRobustness,
  matchedDifference,
} from "../../robustness";
import type { Shift } from "../../shifts";
import { fineTune } from "../../methods";
import { HEAD, setWeights, smallCnn } from "../../models";
import { loadPretrained } from "../../pretraining";
import { trainNetwork } from "../../training";
import type { Progress } from "../../notebook";
import {
  accuraciesAlong,
  measuredAccuracies,
  measuredPairs,
  type MeasuredAccuracies,
} from "../shared/accuracy-points";

/** Options of {@link tryShift}; the defaults take about a minute on two cores. */
export interface QuickLookOptions {
  /** Images before the shift, to train on and to test on. Defaults 3,000 and 2,000. */
  train?: number;
  test?: number;
  /** Names of pre-trained weights to start from. Default `["broad", "plain"]`. */
  sources?: string[];
  /** Runs from scratch, and of each source; at least 2 of each source. Defaults 2 and 3. */
  baselines?: number;
  copies?: number;
  /** Epochs from scratch and of fine-tuning. Defaults 16 and 6. */
  baselineEpochs?: number;
  epochs?: number;
  /** Default 1. */
  seed?: number;
  /** Default false. */
  progress?: Progress;
}

/** How the networks of one source did. */
export interface QuickLookRow {
  source: string;
  /** Mean accuracies, fractions. */
  reference: number;
  shifted: number;
  /** "effective robustness" where the baseline is a line, else "matched difference". */
  measure: "effective robustness" | "matched difference";
  /** Mean with its interval, fractions; of matched differences the mean ends of each network's prediction interval. */
  mean: number;
  lower: number;
  upper: number;
}

/** What {@link tryShift} found. */
export interface QuickLook {
  baselines: MeasuredAccuracies[];
  pretrained: MeasuredAccuracies[];
  diagnosis: LineDiagnosis;
  /** One row a source. */
  rows: QuickLookRow[];
}

/** Best of 3e-3, 1e-2 and 3e-2 for fine-tuning, by accuracy on untouched test images; good from scratch as well. */
const LEARNING_RATE = 3e-2;
const MOMENTS = 14;

/**
 * A first look at a shift: does pre-training help against it? Small networks learn
 * the reference set of Fashion-MNIST images, from scratch, with checkpoints along the
 * run as baseline, and from pre-trained weights, and are tested on both sets.
 *
 * The learning rate is fixed, not chosen for each shift, and there are few runs of one
 * small size: what it finds, an experiment has to confirm.
 *
 * @param shift one of this library's or any object like it.
 * @throws RangeError where the shift refuses the images, and Error for unknown pre-trained weights.
 * @example
 * const look = await tryShift(verticalFlip());
 * accuracyOnTheLine({ ...look, line: look.diagnosis.line });
 */
export async function tryShift(
  shift: Shift,
  options: QuickLookOptions = {},
): Promise<QuickLook> {
  const {
    train: trainCount = 3000,
    test: testCount = 2000,
    sources = ["broad", "plain"],
    baselines: runs = 2,
    copies = 3,
    baselineEpochs = 16,
    epochs = 6,
    seed = 1,
    progress = false,
  } = options;
  const starts = sources.map((source) => ({
    source,
    weights: loadPretrained(source).weights,
  }));
  const images = (split: string, count: number) =>
    toRgb(sampleExamples(loadDataset("fashion-mnist", { split }), count, seed));
  const train = shift.reference(images("train", trainCount));
  const test = images("test", testCount);
  const evaluate = {
    reference: shift.reference(test),
    shifted: shift.shifted(test),
  };
  const network = (copy: number) =>
    smallCnn({ widths: [16, 32, 64], depth: 1, seed: 1000 * seed + copy });

  const baselines: MeasuredAccuracies[] = [];
  const every = Array.from(
    { length: MOMENTS },
    (_, i) => 1 + (i * (baselineEpochs - 1)) / (MOMENTS - 1),
  );
  for (let copy = 0; copy < runs; copy++) {
    const scratch = network(copy);
    try {
      const run = await trainNetwork(
        scratch,
        train,
        { epochs: baselineEpochs, learningRate: LEARNING_RATE },
        { evaluate, every, seed: copy, progress },
      );
      const name = `from scratch, run ${copy}`;
      baselines.push(...accuraciesAlong(run, { name }));
    } finally {
      scratch.dispose();
    }
  }

  const pretrained: MeasuredAccuracies[] = [];
  for (const { source, weights } of starts) {
    for (let copy = 0; copy < copies; copy++) {
      const tuned = network(100 + copy);
      try {
        setWeights(tuned, weights, { except: HEAD });
        const { run } = await fineTune(tuned, train, {
          strategy: "full",
          recipe: { epochs, learningRate: LEARNING_RATE },
          evaluate,
          seed: 100 + copy,
          progress,
        });
        pretrained.push(
          measuredAccuracies(run!.checkpoints.at(-1)!, {
            name: `${source}, copy ${copy}`,
            source,
            strategy: "fine-tuning",
          }),
        );
      } finally {
        tuned.dispose();
      }
    }
  }
  return summarise(baselines, pretrained, sources);
}

function summarise(
  baselines: MeasuredAccuracies[],
  pretrained: MeasuredAccuracies[],
  sources: string[],
): QuickLook {
  const scratch = measuredPairs(baselines);
  const diagnosis = diagnoseLine(scratch, {
    usedAt: pretrained.map(({ reference }) => reference),
  });
  const rows = sources.map((source): QuickLookRow => {
    const members = pretrained.filter((each) => each.source === source);
    const group = measuredPairs(members);
    const accuracies = {
      source,
      reference: mean(members.map((each) => each.reference)),
      shifted: mean(members.map((each) => each.shifted)),
    };
    if (diagnosis.isLine) {
      const er = groupRobustness(scratch, group);
      return {
        ...accuracies,
        measure: "effective robustness",
        mean: er.mean,
        lower: er.lower,
        upper: er.upper,
      };
    }
    const differences = matchedDifference(scratch, group);
    return {
      ...accuracies,
      measure: "matched difference",
      mean: mean(differences.map((each) => each.mean)),
      lower: mean(differences.map((each) => each.lower)),
      upper: mean(differences.map((each) => each.upper)),
    };
  });
  return { baselines, pretrained, diagnosis, rows };
}
