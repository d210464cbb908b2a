import { referenceTest, type LearningTask } from "../../experiments/task";
import { mean } from "../../numerics";
import {
  dominance,
  meanInterval,
  type Dominance,
  type Interval,
} from "../../robustness";
import { openStore, type Profile, type Run, type Store } from "../../runs";
import { distinct } from "../shared/distinct";
import { comparedByExample } from "./plan";
import { askedRuns, predictionsAlong, rightOf } from "./stored-answers";

/** Fewer make no testbed. */
const LEAST_NETWORKS = 3;

/** How often fine-tuned Lite0 is right under a shift where no network from scratch is, at one moment; over seeds, fractions of the test images. */
export interface ShiftDominance {
  shift: string;
  epoch: number;
  /** Networks from scratch of each seed, at their moments. */
  networks: number;
  seeds: number;
  probability: Interval;
  /** What chance gives at the same accuracies. */
  expected: number;
  /** What one more network from scratch adds to the others, on average. */
  another: number;
}

/** One network's answers under a shift at one moment. */
interface Answers {
  shift: string;
  seed: number;
  isFromScratch: boolean;
  epoch: number;
  right: Uint8Array;
}

/**
 * Dominance under the shifts where answers are kept image by image: of fine-tuned Lite0 at each moment, over the networks from scratch of its seed.
 *
 * @returns none where too few answers are stored.
 */
export const dominanceUnderShifts = ({
  profile = "full",
  store = openStore(),
}: { profile?: Profile; store?: Store } = {}): ShiftDominance[] =>
  shiftDominanceOf(
    askedRuns(profile, store).flatMap((run) => answersOf(run, store)),
  );

/** The same of answers, by the flags of what is right. */
export const shiftDominanceOf = (
  answers: readonly Answers[],
): ShiftDominance[] =>
  comparedByExample.flatMap((shift) => {
    const here = answers.filter((each) => each.shift === shift);
    const tuned = here.filter(({ isFromScratch }) => !isFromScratch);
    return distinct(tuned.map(({ epoch }) => epoch))
      .sort((a, b) => a - b)
      .flatMap((epoch): ShiftDominance[] => {
        const found = tuned
          .filter((each) => each.epoch === epoch)
          .flatMap((each) => over(each, here));
        if (found.length < 2) return [];
        return [
          {
            shift,
            epoch,
            networks: Math.min(...found.map(({ testbed }) => testbed.length)),
            seeds: found.length,
            probability: meanInterval(
              found.map(({ probability }) => probability),
            ),
            expected: mean(
              found.map(({ expected, count }) => expected / count),
            ),
            another: mean(found.map(({ testbed }) => mean(testbed))),
          },
        ];
      });
  });

function over(
  { seed, right }: Answers,
  answers: readonly Answers[],
): Dominance[] {
  const testbed = answers
    .filter((each) => each.isFromScratch && each.seed === seed)
    .map((each) => each.right.subarray(0, right.length));
  if (testbed.length < LEAST_NETWORKS) return [];
  return [dominance(right, testbed)];
}

/** What a stored run answered right, at each moment that it tells of; of runs under the shifts where answers are compared. */
function answersOf(run: Run, store: Store): Answers[] {
  const { spec, labels = {} } = run;
  const shift = String(labels.shift);
  if (!comparedByExample.includes(shift)) return [];
  const isFromScratch = labels.source === "none";
  if (!isFromScratch && spec.examples === undefined) return [];
  const along = predictionsAlong(run, store);
  if (along.length === 0) return [];
  // The shifts compared leave images in their places.
  const task = { ...(spec.of as unknown as LearningTask), reference: null };
  const { labels: classes } = referenceTest(task);
  const seed = Number(spec.seed);
  return along.map(({ epoch, predictions }) => ({
    shift,
    seed,
    isFromScratch,
    epoch,
    right: rightOf(predictions, classes),
  }));
}
