import { optionChecker } from "../../files";
import { list, openShare, seed, whole } from "../../files/option-kinds";
import { requireLabels } from "../../images/labelled-images";
import { randomStream } from "../../numerics";
import { checkNoEmptyClass } from "../../training/check-images";
import {
  requireFeatures,
  takeFeatures,
  type Features,
} from "../../training/features";
import { applyHead, type LinearHead } from "./linear-head";
import { fitPath } from "./probe-path";

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
      rows ? takeFeatures(features, rows) : features,
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
    const testFeatures = takeFeatures(features, test);
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
