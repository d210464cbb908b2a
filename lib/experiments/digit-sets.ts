import { loadDataset } from "../data";
import { nearestName } from "../files";
import { sampleExamples, takeRange, type LabelledImages } from "../images";

/** A shifted set, and the sets that measure reference accuracy beside it. */
export interface DigitShift {
  shift: string;
  reference: string[];
}

/**
 * The natural shifts on digits, each with the sets that measure its reference accuracy. MNIST's training images were written by both
 * populations, and so is its test set as a whole; the harder half is compared with the easier one.
 */
export const digitShifts: DigitShift[] = [
  {
    shift: "uci-digits",
    reference: ["mnist-easier-half", "mnist-harder-half"],
  },
  {
    shift: "printed-digits",
    reference: ["mnist-easier-half", "mnist-harder-half"],
  },
  { shift: "mnist-harder-half", reference: ["mnist-easier-half"] },
];

/** @throws Error for a shift that is none of {@link digitShifts}, with the nearest one. */
export function digitShift(name: string): DigitShift {
  const found = digitShifts.find(({ shift }) => shift === name);
  if (found) return found;
  const known = digitShifts.map(({ shift }) => shift);
  throw new Error(
    `There is no natural shift "${name}". ${nearestName(name, known)}`,
  );
}

/** Names of the sets that networks trained on MNIST are tested on. */
export const digitTestSets: string[] = [
  ...new Set(digitShifts.flatMap((each) => [each.shift, ...each.reference])),
];

/** Of which images are drawn where not all are taken. */
const SEED = 1;
const loaded = new Map<string, LabelledImages>();

/**
 * The first `most` images of a test set, in a random order that is always the same.
 *
 * @param most null for all.
 */
export function digitTestSet(
  name: string,
  most: number | null,
): LabelledImages {
  const set = kept(name);
  return sampleExamples(set, Math.min(most ?? Infinity, set.shape[0]), SEED);
}

/** Images of MNIST's training set that choose hyper-parameters, and train nothing. */
const VALIDATION = 5000;

/**
 * Training images of MNIST, drawn by `seed`, and validation images, always the same ones.
 *
 * @throws RangeError where there are fewer than asked for.
 */
export function digitTrainingSets(
  seed: number,
  { train, validation }: { train: number; validation: number },
): { train: LabelledImages; validation: LabelledImages } {
  const mnist = kept("mnist");
  const count = mnist.shape[0];
  if (validation > VALIDATION || train > count - VALIDATION) {
    throw new RangeError(
      `${train} training and ${validation} validation images of MNIST are too many: there are ${count - VALIDATION} and ${VALIDATION}.`,
    );
  }
  return {
    train: sampleExamples(takeRange(mnist, 0, count - VALIDATION), train, seed),
    validation: takeRange(
      mnist,
      count - VALIDATION,
      count - VALIDATION + validation,
    ),
  };
}

function kept(name: string): LabelledImages {
  const known = loaded.get(name);
  if (known) return known;
  const set = loadDataset(name);
  loaded.set(name, set);
  return set;
}
