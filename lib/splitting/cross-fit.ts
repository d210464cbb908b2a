import { areaUnderRoc } from "./area-under-roc";
import { assignFolds, foldMembers, type FoldOptions } from "./assign-folds";

/** What learns to tell shifted from reference examples. */
export interface DomainClassifier {
  name: string;
  /**
   * Learns from some examples and scores others.
   *
   * @param train positions of the examples to learn from.
   * @param test positions of the examples to score; none of them among `train`.
   * @returns one score for each of `test`, like log-odds: higher means "more likely shifted".
   */
  score(
    train: Int32Array,
    test: Int32Array,
  ): Promise<ArrayLike<number>> | ArrayLike<number>;
}

/**
 * Cross-fitting: every example is scored by a classifier that has not seen it, nor any of its group (Cohen-Wang et al., Section 5.2;
 * ten folds there).
 *
 * @param foldOf fold of each example, from `assignFolds`.
 * @param options.onFold told the number of folds done.
 * @param options.signal ends it before the next fold.
 * @returns one score per example.
 * @throws RangeError where the classifier gives another number of scores than asked for, or one that is not finite.
 * @example
 * const scores = await crossFit(assignFolds(isShifted), cnnDomainClassifier(examples));
 */
export async function crossFit(
  foldOf: Int32Array,
  classifier: DomainClassifier,
  {
    onFold = () => {},
    signal,
  }: { onFold?: (done: number) => void; signal?: AbortSignal } = {},
): Promise<Float64Array> {
  const folds = foldOf.reduce((most, fold) => Math.max(most, fold), -1) + 1;
  const scores = new Float64Array(foldOf.length);
  for (let fold = 0; fold < folds; fold++) {
    signal?.throwIfAborted();
    const { train, test } = foldMembers(foldOf, fold);
    const scored = await scoresOf(classifier, train, test, `fold ${fold}`);
    test.forEach((example, i) => (scores[example] = scored[i]));
    onFold(fold + 1);
  }
  return scores;
}

async function scoresOf(
  classifier: DomainClassifier,
  train: Int32Array,
  test: Int32Array,
  where: string,
): Promise<ArrayLike<number>> {
  const scored = await classifier.score(train, test);
  if (scored.length !== test.length) {
    throw new RangeError(
      `The domain classifier "${classifier.name}" gave ${scored.length} scores for the ${test.length} examples of ${where}.`,
    );
  }
  const bad = Array.from(scored).findIndex((score) => !Number.isFinite(score));
  if (bad >= 0) {
    throw new RangeError(
      `The domain classifier "${classifier.name}" scored example ${test[bad]} of ${where} as ${scored[bad]}, not a finite number.`,
    );
  }
  return scored;
}

/** What {@link chooseClassifier} tried. */
export interface ClassifierChoice {
  best: DomainClassifier;
  /** AUC of each candidate on the held-out tenth, in the order given. */
  trials: { name: string; auc: number }[];
}

/**
 * Chooses among domain classifiers (hyper-parameters, say) by their area under the ROC curve on a held-out tenth, groups kept
 * together (Cohen-Wang et al., Section 5.2). The first of equals wins.
 *
 * @param isShifted 1 for shifted, 0 for reference.
 * @param options groups and seed, as for `assignFolds`; a tenth is one of ten folds.
 * @throws RangeError where there are no candidates, or as `assignFolds`.
 */
export async function chooseClassifier(
  candidates: readonly DomainClassifier[],
  isShifted: ArrayLike<number | boolean>,
  options: Omit<FoldOptions, "folds"> = {},
): Promise<ClassifierChoice> {
  if (candidates.length === 0) {
    throw new RangeError("There is no domain classifier to choose from.");
  }
  const { train, test } = foldMembers(assignFolds(isShifted, options), 0);
  const labels = Array.from(test, (i) => isShifted[i]);
  const trials: ClassifierChoice["trials"] = [];
  for (const candidate of candidates) {
    const scored = await scoresOf(candidate, train, test, "the held-out tenth");
    trials.push({ name: candidate.name, auc: areaUnderRoc(scored, labels) });
  }
  const most = Math.max(...trials.map(({ auc }) => auc));
  return {
    best: candidates[trials.findIndex(({ auc }) => auc === most)],
    trials,
  };
}
