import { photographFeatures } from "../../experiments/photograph-features";
import { support } from "../../experiments/lazy-libraries";
import { optionChecker } from "../../files";
import { finite, openShare, seed, whole } from "../../files/option-kinds";
import type { LabelledImages } from "../../images";
import type { Interval } from "../../robustness";
import { shareOfSplit, type SplitShare } from "./shares";

/** Options of {@link measureShare}. */
export interface ShareOptions {
  /** Default 0.1. */
  epsilon?: number;
  /** Strength of the penalty of logistic regression. Default 0.1, what most of the study's trials choose. */
  l2?: number;
  /** Default 10. */
  folds?: number;
  /** Of the folds. Default 1. */
  seed?: number;
}

const checkOptions = optionChecker<ShareOptions>("measureShare", {
  epsilon: openShare,
  l2: finite({ from: 0 }),
  folds: whole(2),
  seed,
});

/** A shift of one's own, measured as the study measures its shifts. */
export interface MeasuredShare extends SplitShare {
  /** Area under the ROC curve of the domain classifier. */
  auc: Interval;
  /** p_shift / p_ref at each shifted image. */
  ratios: number[];
}

/**
 * Measures the share of a shifted set that is out of support, as the study does: logistic regression on frozen ImageNet features of 32 × 32 photographs
 * enlarged to 64, cross-fitted with groups kept together. Takes about a second for 100 images, and less where the cache holds their features.
 *
 * @param reference 4,000 images make it comparable with the study's. @param shifted about half as many.
 * @throws Error or RangeError as `joinDomains` and `assignFolds`.
 * @example
 * const { share } = await measureShare(reference, shifted);
 * predictedRobustness(share.mean);
 */
export async function measureShare(
  reference: LabelledImages,
  shifted: LabelledImages,
  options: ShareOptions = {},
): Promise<MeasuredShare> {
  checkOptions(options);
  const { epsilon = 0.1, l2 = 0.1, folds = 10, seed = 1 } = options;
  const {
    assignFolds,
    crossFit,
    joinDomains,
    linearDomainClassifier,
    splitByScores,
  } = support();
  const examples = joinDomains(reference, shifted);
  const { isShifted, groups } = examples;
  const foldOf = assignFolds(isShifted, { folds, groups, seed });
  const features = await photographFeatures(examples);
  const scores = await crossFit(
    foldOf,
    linearDomainClassifier(features, isShifted, { l2 }),
  );
  const scored = splitByScores(scores, isShifted, { epsilon });
  const { auc, shiftedRatios } = scored;
  const measured = shareOfSplit(scored, isShifted);
  return { ...measured, auc, ratios: shiftedRatios };
}
