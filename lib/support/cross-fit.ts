import { optionChecker } from "../files";
import { callable, list, object, seed } from "../files/option-kinds";
import { setImmediate } from "node:timers/promises";
import { interruption } from "../notebook/interruption";
import { areaUnderRoc } from "./area-under-roc";
import {
  assignFolds,
  foldMembers,
  requireFolds,
  type FoldOptions,
} from "./assign-folds";

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

/** Options of {@link crossFit}. */
export interface CrossFitOptions {
  /** Told the number of folds done. */
  onFold?: (done: number) => void;
  /** Ends it before the next fold, as does stopping the notebook's cell. */
  signal?: AbortSignal;
}

const checkCrossFitOptions = optionChecker<CrossFitOptions>("crossFit", {
  onFold: callable,
  signal: object,
});

/**
 * Cross-fitting: every example is scored by a classifier that has not seen it, nor any of its group (Cohen-Wang et al., Section 5.2;
 * ten folds there).
 *
 * @param foldOf fold of each example, from `assignFolds`.
 * @returns one score per example.
 * @throws RangeError where an example is in no fold, a fold has no members, or the classifier gives another number of scores than asked for, or one that is not finite.
 * @example
 * const scores = await crossFit(assignFolds(isShifted), cnnDomainClassifier(examples));
 */
export async function crossFit(
  foldOf: Int32Array,
  classifier: DomainClassifier,
  options: CrossFitOptions = {},
): Promise<Float64Array> {
  checkCrossFitOptions(options);
  const { onFold = () => {}, signal } = options;
  requireFolds(foldOf);
  const stop = interruption(signal);
  const folds = foldOf.reduce((most, fold) => Math.max(most, fold), -1) + 1;
  const scores = new Float64Array(foldOf.length);
  for (let fold = 0; fold < folds; fold++) {
    stop.throwIfAborted();
    const scored = await scoreFold(foldOf, fold, classifier);
    scored.examples.forEach((example, i) => {
      scores[example] = scored.scores[i];
    });
    onFold(fold + 1);
    await setImmediate(); // lets a stop be heard
  }
  return scores;
}

/**
 * One fold of {@link crossFit}: its members, scored by a classifier that learns from all others.
 *
 * @throws RangeError as {@link crossFit}, and where the fold has no members.
 */
export async function scoreFold(
  foldOf: Int32Array,
  fold: number,
  classifier: DomainClassifier,
): Promise<{ examples: Int32Array; scores: number[] }> {
  const { train, test } = foldMembers(foldOf, fold);
  const scores = Array.from(await classifier.score(train, test));
  if (scores.length !== test.length) {
    throw new RangeError(
      `The domain classifier "${classifier.name}" gave ${scores.length} scores for the ${test.length} examples of fold ${fold}.`,
    );
  }
  const bad = scores.findIndex((score) => !Number.isFinite(score));
  if (bad >= 0) {
    throw new RangeError(
      `The domain classifier "${classifier.name}" scored example ${test[bad]} of fold ${fold} as ${scores[bad]}, not a finite number.`,
    );
  }
  return { examples: test, scores };
}

/** What {@link chooseClassifier} tried. */
export interface ClassifierChoice {
  best: DomainClassifier;
  /** AUC of each candidate on the held-out tenth, in the order given. */
  trials: { name: string; auc: number }[];
}

const checkChooseClassifierOptions = optionChecker<Omit<FoldOptions, "folds">>(
  "chooseClassifier",
  { groups: list, seed },
);

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
  checkChooseClassifierOptions(options);
  if (candidates.length === 0) {
    throw new RangeError("There is no domain classifier to choose from.");
  }
  const foldOf = assignFolds(isShifted, options);
  const stop = interruption();
  const trials: ClassifierChoice["trials"] = [];
  for (const candidate of candidates) {
    stop.throwIfAborted();
    const { examples, scores } = await scoreFold(foldOf, 0, candidate);
    const labels = Array.from(examples, (i) => isShifted[i]);
    trials.push({ name: candidate.name, auc: areaUnderRoc(scores, labels) });
    await setImmediate();
  }
  const most = Math.max(...trials.map(({ auc }) => auc));
  return {
    best: candidates[trials.findIndex(({ auc }) => auc === most)],
    trials,
  };
}
