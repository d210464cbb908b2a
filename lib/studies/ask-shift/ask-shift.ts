import { optionChecker } from "../../files";
import { openShare, seed as seedKind, whole } from "../../files/option-kinds";
import {
  requireLabelledImages,
  resizeImages,
  takeExamples,
  toRgb,
  type LabelledImages,
} from "../../images";
import { randomStream } from "../../numerics";
import { measureShare } from "../natural-shifts/measure-share";
import { leaveOneShiftOut, predictRobustness } from "../natural-shifts/predict";
import { knownShares } from "../natural-shifts/predicted-robustness";
import { attributeShifts } from "./attribute-shift";
import { classesOf, frequencyShift } from "./class-shares";
import { recommend } from "./recommend";
import type { AskedPrediction, ShiftReport } from "./report";

/** Samples of both distributions, and how to ask. */
export interface AskedShift {
  reference: LabelledImages;
  shifted: LabelledImages;
  /** Whether labels mean the same classes in both, so that a label shift can be told. Default true. */
  isLabelled?: boolean;
  /** Density ratios of shifted over reference up to 1/ε count as in support. Default 0.1, as in the paper. */
  epsilon?: number;
  /** Images of either sample at most; more are drawn from. Default 5,000. */
  most?: number;
  /** Of what is drawn, and of the folds. Default 1. */
  seed?: number;
  /** Told what is being done. */
  onStep?: (step: string) => void;
}

/** Fewer images tell nothing: a fold then has a handful. */
const LEAST = 100;

const checkOptions = optionChecker<
  Pick<AskedShift, "epsilon" | "most" | "seed">
>("askShift", { epsilon: openShare, most: whole(LEAST), seed: seedKind });

/** Larger images are brought to the size at which ImageNet features are taken. */
const LARGEST = 64;
/** How many images are named at either end. */
const SHOWN = 12;

/**
 * Asks a distribution shift what kind of failure to expect, whether ImageNet pre-training is likely to help, and which remedy to try (the paper's
 * title as a function). It measures, on frozen ImageNet features, how much of the shifted sample is out of the reference sample's support (Section 5.2)
 * and predicts effective robustness from the laboratory's own shifts. No network is trained on the task.
 *
 * @returns a report as plain data.
 * @throws RangeError where a sample has fewer than 100 images, both are the same, or an option is out of its range; Error as `requireLabelledImages`.
 * @example
 * const report = await askShift({ reference: imagesFromFolder("day", { size: 64 }), shifted: imagesFromFolder("night", { size: 64 }) });
 * report.recommendation.clauses;
 */
export async function askShift(asked: AskedShift): Promise<ShiftReport> {
  const { reference: from, shifted: to, isLabelled = true, ...rest } = asked;
  const { onStep = () => {}, ...options } = rest;
  checkOptions(options);
  const { epsilon = 0.1, most = 5000, seed = 1 } = options;
  requireSample(from, "reference");
  requireSample(to, "shifted");
  requireDifferent(from, to);
  onStep("measuring support");
  const before = drawn(from, most, seed);
  const after = drawn(to, most, seed);
  const [reference, shifted] = alike(before.set, after.set);
  const how = { epsilon, seed };
  const { ratios, ...measured } = await measureShare(reference, shifted, how);
  onStep("predicting");
  const order = [...ratios.keys()].sort((a, b) => ratios[a] - ratios[b]);
  const rated = (i: number) => ({ index: after.indices[i], ratio: ratios[i] });
  const isOut = ratios.map((ratio) => ratio >= 1 / epsilon);
  const prediction = predicted(measured.share.mean);
  const found = {
    counts: { reference: reference.shape[0], shifted: shifted.shape[0] },
    given: { reference: from.shape[0], shifted: to.shape[0] },
    ...measured,
    epsilon,
    ...(isLabelled && {
      labelShift: labelShiftOf(before.set, after.set),
    }),
    attributes: attributeShifts(before.set, after.set, isOut),
    mostInSupport: order.slice(0, SHOWN).map(rated),
    leastInSupport: order.slice(-SHOWN).reverse().map(rated),
    ...(prediction && { prediction }),
  };
  return { ...found, recommendation: recommend(found), cannotKnow };
}

/** By names where both samples have them, else by numbers. */
function labelShiftOf(before: LabelledImages, after: LabelledImages) {
  const areNamed = before.classNames && after.classNames;
  const classes = ({ labels, classNames }: LabelledImages) =>
    classesOf({ labels, ...(areNamed && { classNames }) });
  return frequencyShift(classes(before), classes(after));
}

const cannotKnow = [
  "Whether the meaning of labels has changed: images are compared, and how often classes occur, not what p(class | image) is.",
  "Whether a pre-training has seen what is new here: the prediction rests on ImageNet weights and on shifts of photographs of 32 × 32 pixels.",
  "Rare new things among common ones: a share of a few per cent is found in part only (notebook 06).",
  "How accurate a model is: only training and testing it tells.",
];

/** Robustness by the laboratory's shifts, where there are results of enough of them. */
function predicted(share: number): AskedPrediction | undefined {
  const rows = knownShares();
  if (rows.length < 6) return undefined;
  const { error, shifts } = leaveOneShiftOut(rows);
  return { robustness: predictRobustness(rows, share), shifts, error };
}

function requireSample(set: LabelledImages, name: string): void {
  requireLabelledImages(set, `The ${name} sample`);
  if (set.shape[0] >= LEAST) return;
  throw new RangeError(
    `The ${name} sample has ${set.shape[0]} images; asking a shift takes at least ${LEAST} of either, better thousands.`,
  );
}

function requireDifferent(a: LabelledImages, b: LabelledImages): void {
  if (Buffer.compare(a.images, b.images) !== 0) return;
  throw new RangeError(
    "The reference sample and the shifted sample are the same images; a shift is asked by two samples.",
  );
}

/** As many images of a sample as are looked at, with their places in it. */
function drawn(set: LabelledImages, most: number, seed: number) {
  const count = set.shape[0];
  const all = Int32Array.from({ length: count }, (_, i) => i);
  if (count <= most) return { set, indices: all };
  const stream = randomStream(seed, "images to ask a shift by");
  const indices = Int32Array.from(stream.choice(count, most)).sort();
  const { classNames } = set;
  const taken = takeExamples(set, indices);
  return { set: { ...taken, ...(classNames && { classNames }) }, indices };
}

/** Both in colour and of one size: the reference sample's, at most that of the features. */
function alike(
  reference: LabelledImages,
  shifted: LabelledImages,
): [LabelledImages, LabelledImages] {
  const [, height, width] = reference.shape;
  const size = [Math.min(height, LARGEST), Math.min(width, LARGEST)] as const;
  const fitted = (set: LabelledImages) => {
    const isFit = set.shape[1] === size[0] && set.shape[2] === size[1];
    return toRgb(isFit ? set : resizeImages(set, size));
  };
  return [fitted(reference), fitted(shifted)];
}
