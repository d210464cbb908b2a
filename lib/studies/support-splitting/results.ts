import { mean } from "../../numerics";
import type { DomainExamples, ModelAnswers } from "../../support";
import { digitTestSets, type DigitShift } from "../../experiments/digit-sets";
import {
  domainExamples,
  type DomainExamplesSpec,
} from "../../experiments/domain-sets";
import type { Profile } from "../../runs/experiment";
import { readExamples } from "../../runs/store/read-examples";
import { openStore } from "../../runs/store/store";
import { supportSplitting } from "./declare";
import { sweep, type SweepOptions } from "../../runs/sweep-runs";
import { RunsFailedError } from "../../runs/run-experiment";

/** Cross-fitted scores of the examples of a shift and its reference. */
export interface DomainScores {
  shift: string;
  /** "cnn", "linear" or "neighbours". */
  method: string;
  seed: number;
  /** What the classifier was, as chosen. */
  classifier: { [field: string]: unknown };
  /** One for each of `examples`. */
  scores: number[];
  /** Reference first. */
  examples: DomainExamples;
}

/** A network at one moment of its training, by what it gets right. */
export interface DigitModel {
  name: string;
  /** "scratch", or what it was pre-trained on. */
  source: string;
  strategy: string;
  /** Reference images that it was trained or fine-tuned on. */
  train: number;
  seed: number;
  epoch: number;
  /** For each test set, 1 for each example classified correctly. */
  correct: { [set: string]: number[] };
}

/** Results of the study "support-splitting". */
export interface SupportSplittingResults {
  domains: DomainScores[];
  models: DigitModel[];
  /** Number of runs, and the seconds that they took in all, one thread each. */
  runs: number;
  seconds: number;
}

/**
 * Carries out what is missing of the study "support-splitting", and brings its numbers for each example together.
 *
 * @throws RunsFailedError where runs failed.
 */
export async function supportSplittingResults(
  profile: Profile,
  options: Omit<SweepOptions, "profile"> = {},
): Promise<SupportSplittingResults> {
  const store = options.store ?? openStore();
  const { runs, records, failures } = await sweep(supportSplitting, {
    ...options,
    profile,
    store,
  });
  if (failures.length > 0) throw new RunsFailedError(failures, runs.length);
  const domains = new Map<string, DomainScores>();
  const models: DigitModel[] = [];
  for (const { id, spec, experiment, labels } of runs) {
    const record = records.get(id)!;
    const { stage, shift, method, source, strategy } = labels as {
      [name: string]: string;
    };
    const seed = spec.seed as number;
    if (stage === "trial") continue;
    const numbers = readExamples(store, id);
    if (!numbers) {
      throw new Error(
        `The numbers for each example of run ${id} (${experiment}) are missing: neither ${store.folder} nor the committed results hold them. Delete its result there or take data/results from the repository, and run again.`,
      );
    }
    if (stage === "scores") {
      const key = `${shift}, ${method}, ${seed}`;
      let domain = domains.get(key);
      if (!domain) {
        const examples = domainExamples(spec as unknown as DomainExamplesSpec);
        const classifier = spec.classifier as { [field: string]: unknown };
        const scores = new Array<number>(examples.shape[0]).fill(NaN);
        domain = { shift, method, seed, classifier, scores, examples };
        domains.set(key, domain);
      }
      const { scores } = domain;
      numbers.score.forEach((score, i) => {
        scores[numbers.example?.[i] ?? i] = score;
      });
      continue;
    }
    const epochs = [...new Set(record.rows.map(({ epoch }) => epoch))];
    epochs
      .sort((a, b) => a - b)
      .forEach((epoch, moment) => {
        models.push({
          name: `${experiment}, seed ${seed}, epoch ${epoch}`,
          source,
          strategy,
          train: spec.train as number,
          seed,
          epoch,
          correct: Object.fromEntries(
            digitTestSets.map((set) => [set, numbers[`${set} ${moment}`]]),
          ),
        });
      });
  }
  const done = [...new Set(runs.map(({ id }) => id))];
  return {
    domains: [...domains.values()],
    models,
    runs: done.length,
    seconds: done.reduce((sum, id) => {
      const all = records.get(id)!.rows.map(({ seconds }) => seconds);
      return sum + Math.max(...all);
    }, 0),
  };
}

/**
 * Models by their answers on a part of a shifted set.
 *
 * @param shift the shifted set, and the sets that measure the reference accuracy, as in {@link digitShifts}.
 * @param members positions of the part's examples in the shifted set.
 */
export function answersOn(
  models: readonly DigitModel[],
  { shift, reference }: DigitShift,
  members: ArrayLike<number>,
): ModelAnswers[] {
  return models.map(({ name, correct }) => {
    return {
      name,
      reference: mean(reference.flatMap((set) => correct[set])),
      correct: Array.from(members, (at) => correct[shift][at]),
    };
  });
}
