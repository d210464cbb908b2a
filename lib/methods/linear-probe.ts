import { optionChecker } from "../files";
import { list, openShare, seed, whole } from "../files/option-kinds";
import { minimizeLbfgs, type Objective, randomStream } from "../numerics";
import { checkNoEmptyClass, networkShape } from "../training/check-images";
import { requireLabels } from "../images/labelled-images";
import { requireFeatures, type Features } from "../training/features";
import { targetProbabilities } from "../tensorflow/loss";
import {
  computeValues,
  runOperation,
  typeAttribute,
} from "../tensorflow/native";
import { tf } from "../tensorflow/tensorflow";
import { HEAD } from "../models/weights";

/** A linear classifier on features: logits = features · kernel + bias. */
export interface LinearHead {
  /** Row-major [width, classes]. */
  kernel: Float32Array;
  bias: Float32Array;
}

/** Options of {@link fitLinearProbe}. */
export interface LinearProbeOptions {
  /** Default: the largest label plus one. */
  classes?: number;
  /** Strengths λ of the penalty λ/2 · ‖kernel‖² to choose from. Default: the ten decades from 1e-7 to 1e2. */
  l2s?: number[];
  /** Share of the examples held out to choose λ by, in (0, 1). Default 0.1. */
  heldOut?: number;
  /** Seed of which examples are held out. Default 0. */
  seed?: number;
  /** Steps of L-BFGS at most, for each λ. Default 300. */
  maxIterations?: number;
}

/** A fitted linear probe. */
export interface LinearProbe extends LinearHead {
  /** The chosen penalty. */
  l2: number;
  /** Held-out accuracy of each λ in the order given; empty where there was one λ alone. */
  sweep: { l2: number; accuracy: number }[];
  /** Mean cross-entropy plus penalty on all examples. */
  loss: number;
}

/** λ = 1e-7, 1e-6, …, 1e2. */
export const defaultL2s: number[] = [-7, -6, -5, -4, -3, -2, -1, 0, 1, 2].map(
  (exponent) => Number(`1e${exponent}`),
);

const checkOptions = optionChecker<LinearProbeOptions>("fitLinearProbe", {
  classes: whole(1),
  l2s: list,
  heldOut: openShare,
  seed,
  maxIterations: whole(0),
});

/**
 * Multinomial logistic regression on frozen features by L-BFGS: mean
 * cross-entropy + λ/2 · ‖kernel‖², the bias not penalised. λ is the one with the
 * best accuracy on held-out examples (the largest of equals); then all examples are fitted.
 * Features and gradients are single precision, in TensorFlow; for small data in
 * double precision see `fitMultinomialLogistic`.
 *
 * @param labels one a row of the features.
 * @throws Error where a class has no example, labels and features differ in number, a label is no class number, or a feature is not finite.
 * @example
 * const probe = fitLinearProbe(keptFeatures(network, train), train.labels);
 * setHead(network, probe);
 */
export function fitLinearProbe(
  features: Features,
  labels: Uint8Array,
  options: LinearProbeOptions = {},
): LinearProbe {
  checkOptions(options);
  const {
    classes = labels.reduce((most, label) => Math.max(most, label), 0) + 1,
    l2s = defaultL2s,
    heldOut = 0.1,
    seed = 0,
    maxIterations = 300,
  } = options;
  requireFeatures(features, "features to fit");
  requireLabels(labels, features.count, "features to fit");
  const bad = l2s.find((l2) => !(l2 >= 0 && l2 < Infinity));
  if (l2s.length === 0 || bad !== undefined) {
    throw new Error(
      `l2s must be one or more numbers ≥ 0, got ${bad ?? "none"}.`,
    );
  }
  checkNoEmptyClass(labels, classes, "features");

  const fit = (rows: Int32Array | undefined, tryL2s: number[]) =>
    fitPath(
      rows ? takeRows(features, rows) : features,
      rows ? Uint8Array.from(rows, (row) => labels[row]) : labels,
      classes,
      tryL2s,
      maxIterations,
    );
  let sweep: LinearProbe["sweep"] = [];
  let l2 = l2s[0];
  if (l2s.length > 1) {
    const order = randomStream(
      seed,
      "held out by the linear probe",
    ).permutation(features.count);
    const size = Math.max(1, Math.round(heldOut * features.count));
    const [test, train] = [order.subarray(0, size), order.subarray(size)];
    const testFeatures = takeRows(features, test);
    const accuracies = new Map(
      fit(train, l2s).map((head) => [
        head.l2,
        accuracyOf(head, testFeatures, (row) => labels[test[row]]),
      ]),
    );
    sweep = l2s.map((each) => ({ l2: each, accuracy: accuracies.get(each)! }));
    const best = Math.max(...accuracies.values());
    l2 = Math.max(...l2s.filter((each) => accuracies.get(each) === best));
  }
  const [head] = fit(undefined, [l2]);
  return { ...head, sweep };
}

/**
 * A head that sends each image to the class whose mean features are nearest: what
 * a pre-trained network knows of new classes without training, as a stand-in for
 * a zero-shot head. Its one scale is chosen by the likelihood of the labels.
 *
 * @throws Error where a class has no example.
 */
export function classMeansHead(
  features: Features,
  labels: Uint8Array,
  classes: number,
): LinearHead {
  requireFeatures(features, "features to average");
  requireLabels(labels, features.count, "features to average");
  checkNoEmptyClass(labels, classes, "features");
  const { values, count, width } = features;
  const means = new Float64Array(classes * width);
  const counts = new Float64Array(classes);
  for (let i = 0; i < count; i++) {
    counts[labels[i]] += 1;
    for (let j = 0; j < width; j++) {
      means[labels[i] * width + j] += values[i * width + j];
    }
  }
  for (let k = 0; k < means.length; k++)
    means[k] /= counts[Math.floor(k / width)];

  // −‖f − μ‖²/2 = f·μ − ‖μ‖²/2 + what is the same for all classes.
  const head = (scale: number): LinearHead => ({
    kernel: Float32Array.from({ length: width * classes }, (_, k) => {
      const [j, c] = [Math.floor(k / classes), k % classes];
      return scale * means[c * width + j];
    }),
    bias: Float32Array.from({ length: classes }, (_, c) => {
      const mean = means.subarray(c * width, (c + 1) * width);
      return (-scale * mean.reduce((sum, m) => sum + m * m, 0)) / 2;
    }),
  });
  const logits = applyHead(head(1), features);
  let best = { scale: 1, loss: Infinity };
  for (let exponent = -6; exponent <= 6; exponent += 0.25) {
    const scale = 10 ** exponent;
    const loss = crossEntropyOfScaled(logits, labels, classes, scale);
    if (loss < best.loss) best = { scale, loss };
  }
  return head(best.scale);
}

/**
 * Gives a network another head, of the same size.
 *
 * @throws Error where the sizes differ.
 */
export function setHead(
  network: tf.LayersModel,
  { kernel, bias }: LinearHead,
): void {
  const { classes } = networkShape(network);
  const weights = network.getLayer(HEAD).weights;
  const width = weights[0].shape[0]!;
  if (bias.length !== classes || kernel.length !== width * classes) {
    throw new Error(
      `A head of ${kernel.length / bias.length} features and ${bias.length} classes does not fit the network "${network.name}", which has ${width} and ${classes}.`,
    );
  }
  tf.tidy(() => {
    weights[0].write(tf.tensor2d(kernel.slice(), [width, classes]));
    weights[1].write(tf.tensor1d(bias.slice()));
  });
}

/** Fits each λ, from the strongest to the weakest, each from where the one before ended. */
function fitPath(
  { values, count, width }: Features,
  labels: Uint8Array,
  classes: number,
  l2s: number[],
  maxIterations: number,
): (LinearHead & { l2: number; loss: number })[] {
  const size = width * classes;
  const X = tf.tensor2d(values, [count, width]);
  const Y = tf.tensor2d(targetProbabilities(labels, classes), [count, classes]);
  const objective =
    (l2: number) =>
    (at: Float64Array, gradient: Float64Array): number => {
      const [losses, kernelGradient, biasGradient] = computeValues(() => {
        const kernel = tf.tensor2d(Float32Array.from(at.subarray(0, size)), [
          width,
          classes,
        ]);
        const bias = tf.tensor1d(Float32Array.from(at.subarray(size)));
        const [loss, residual] = runOperation(
          "SoftmaxCrossEntropyWithLogits",
          [typeAttribute()],
          [tf.add(tf.matMul(X, kernel), bias), Y],
          2,
        );
        return [
          loss,
          tf.matMul(X, residual as tf.Tensor2D, true),
          tf.sum(residual, 0),
        ];
      });
      let value = losses.reduce((sum, loss) => sum + loss, 0) / count;
      for (let k = 0; k < size; k++) {
        value += 0.5 * l2 * at[k] * at[k];
        gradient[k] = kernelGradient[k] / count + l2 * at[k];
      }
      for (let c = 0; c < classes; c++) {
        gradient[size + c] = biasGradient[c] / count;
      }
      return value;
    };
  try {
    let start = new Float64Array(size + classes);
    return [...l2s]
      .sort((a, b) => b - a)
      .map((l2) => {
        const { at, value } = minimizeInSinglePrecision(
          objective(l2),
          start,
          maxIterations,
        );
        start = at;
        return {
          l2,
          loss: value,
          kernel: Float32Array.from(at.subarray(0, size)),
          bias: Float32Array.from(at.subarray(size)),
        };
      });
  } finally {
    tf.dispose([X, Y]);
  }
}

/**
 * L-BFGS on an objective that is exact to single precision only: done as well when
 * {@link PATIENCE} evaluations in a row brought less than a 1e-5th, since the
 * line search would chase rounding from there on.
 */
function minimizeInSinglePrecision(
  objective: Objective,
  start: Float64Array,
  maxIterations: number,
): { at: Float64Array; value: number } {
  let best = { at: start, value: Infinity };
  let vain = 0;
  const stalled = new Error("stalled");
  try {
    return minimizeLbfgs(
      (at, gradient) => {
        const value = objective(at, gradient);
        vain = value < best.value * (1 - 1e-5) ? 0 : vain + 1;
        if (value < best.value) best = { at: at.slice(), value };
        if (vain >= PATIENCE) throw stalled;
        return value;
      },
      start,
      { maxIterations, gradientTolerance: 1e-6 },
    );
  } catch (error) {
    if (error === stalled) return best;
    throw error;
  }
}

const PATIENCE = 15;

function takeRows({ values, width }: Features, rows: Int32Array): Features {
  const taken = new Float32Array(rows.length * width);
  rows.forEach((row, i) =>
    taken.set(values.subarray(row * width, (row + 1) * width), i * width),
  );
  return { values: taken, count: rows.length, width };
}

/** Logits, row-major [count, classes]. */
function applyHead(
  { kernel, bias }: LinearHead,
  { values, count, width }: Features,
): Float32Array {
  const [logits] = computeValues(() => {
    const X = tf.tensor2d(values, [count, width]);
    const W = tf.tensor2d(kernel, [width, bias.length]);
    return [tf.add(tf.matMul(X, W), tf.tensor1d(bias))];
  });
  return logits;
}

function accuracyOf(
  head: LinearHead,
  features: Features,
  labelOf: (row: number) => number,
): number {
  const classes = head.bias.length;
  const logits = applyHead(head, features);
  let correct = 0;
  for (let i = 0; i < features.count; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    if (row.indexOf(Math.max(...row)) === labelOf(i)) correct += 1;
  }
  return correct / features.count;
}

function crossEntropyOfScaled(
  logits: Float32Array,
  labels: Uint8Array,
  classes: number,
  scale: number,
): number {
  let loss = 0;
  for (let i = 0; i < labels.length; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    const most = Math.max(...row);
    let sum = 0;
    for (const logit of row) sum += Math.exp(scale * (logit - most));
    loss += Math.log(sum) + scale * (most - row[labels[i]]);
  }
  return loss / labels.length;
}
