import { loadCifar10TestbedPredictions } from "../../data";
import { dominance, type Dominance } from "../../robustness";
import { openStore, type Profile, type Run, type Store } from "../../runs";
import { askedRuns, predictionsAlong, rightOf } from "./stored-answers";

/** Which images of CIFAR-10's test set the published testbed gets right. */
interface TestbedAnswers {
  labels: Uint8Array;
  /** One flag an image for each of the 30 models. */
  right: Uint8Array[];
}

/** The testbed's answers on the whole test set, in the data set's order. */
export function testbedAnswers(): TestbedAnswers {
  const { labels, predictions } = loadCifar10TestbedPredictions("reference");
  return {
    labels,
    right: predictions.map((classes) => rightOf(classes, labels)),
  };
}

/**
 * How often a network is right where none of 30 published networks is (dominance; Andreassen et al.), on CIFAR-10's test set.
 *
 * @param predictions class 0 … 9 for each of the 10,000 test images, in the data set's order.
 * @param testbed default the published one.
 * @throws RangeError where there are more or fewer predictions than images.
 */
export function dominanceOverTestbed(
  predictions: ArrayLike<number>,
  { labels, right }: TestbedAnswers = testbedAnswers(),
): Dominance {
  if (predictions.length !== labels.length) {
    throw new RangeError(
      `Dominance over the testbed needs a prediction for each of CIFAR-10's ${labels.length} test images, got ${predictions.length}: evaluate on { set: "cifar10", split: "test" }.`,
    );
  }
  return dominance(rightOf(predictions, labels), right);
}

/** One followed network at one moment of its training, beside the testbed. */
export interface FollowedDominance {
  model: string;
  method: string;
  rate: number;
  seed: number;
  epoch: number;
  /** On the whole test set, a fraction. */
  accuracy: number;
  dominance: Dominance;
}

/**
 * Dominance along training, of each network whose answers to the whole test set are stored.
 *
 * @returns in the order of networks, seeds and moments; none where none are stored.
 */
export const dominanceAlong = ({
  profile = "full",
  store = openStore(),
}: { profile?: Profile; store?: Store } = {}): FollowedDominance[] =>
  dominanceOfRuns(askedRuns(profile, store), store);

/** The same of those of the runs that are of the whole test set. */
export function dominanceOfRuns(
  runs: readonly Run[],
  store: Store,
): FollowedDominance[] {
  const answers = runs.filter(({ labels }) => labels?.part === "answers");
  if (answers.length === 0) return [];
  const testbed = testbedAnswers();
  return answers.flatMap((run) =>
    predictionsAlong(run, store)
      .map(({ epoch, predictions }): FollowedDominance => {
        const { spec, labels = {} } = run;
        const found = dominanceOverTestbed(predictions, testbed);
        return {
          model: String(labels.model),
          method: String(labels.method),
          rate: Number(labels.rate),
          seed: Number(spec.seed),
          epoch,
          accuracy: found.correct / found.count,
          dominance: found,
        };
      })
      .sort((a, b) => a.epoch - b.epoch),
  );
}
