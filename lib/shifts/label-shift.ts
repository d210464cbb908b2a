import { optionChecker } from "../files";
import { list, seed, share, whole } from "../files/option-kinds";
import {
  requireLabelledImages,
  type LabelledImages,
  takeExamples,
  toRgb,
} from "../images";
import { randomStream } from "../numerics";
import { requireLabels } from "./require-labels";
import type { Shift } from "./shift";

/** Options of {@link labelShift}. */
export interface LabelShiftOptions {
  /** Share p in (0, ½] of the half of the classes that is rare, where classes were equally frequent. Default 0.2; the paper varies it from 0.1 to 0.3. */
  strength?: number;
  /** Number of classes, in [2, 256]. Default 10. */
  classes?: number;
  /** The classes that are frequent in the reference set. Default: half of them, drawn at random. */
  preferred?: number[];
  /** Seed of the halves and of which examples are kept. Default 0. */
  seed?: number;
}

const checkOptions = optionChecker<LabelShiftOptions>("labelShift", {
  strength: share,
  classes: whole(2, 256),
  preferred: list,
  seed,
});

/**
 * Label shift, in support: classes in two halves. In the reference set all examples
 * of the preferred half are kept, and each of the other half with probability
 * p/(1 − p); in the shifted set the halves are exchanged. Both sets are smaller
 * than their base. The greater p, the weaker the shift; at ½ there is none.
 *
 * @throws RangeError for a strength that is 0 or above ½, a preference that covers no class, all classes or one that
 *   there is not, labels beyond `classes`, or where a class would lose its last example.
 * @see Paper, Section 5.1.
 */
export function labelShift(options: LabelShiftOptions = {}): Shift {
  checkOptions(options);
  const {
    strength = 0.2,
    classes = 10,
    seed = 0,
    preferred = randomHalf(classes, seed),
  } = options;
  if (!(strength > 0 && strength <= 0.5)) {
    throw new RangeError(
      `strength is ${strength}, expected a label shift's p above 0, where half of the classes would be empty, and at most 0.5, where there is no shift.`,
    );
  }
  requirePreference(preferred, classes);
  const others = Array.from({ length: classes }, (_, c) => c).filter(
    (c) => !preferred.includes(c),
  );
  const thinned = (set: LabelledImages, rare: number[], which: string) =>
    thin(set, { strength, classes, seed, rare, which });
  return {
    name: "label shift",
    kind: "in-support",
    seed,
    description:
      `In the reference set examples of classes ${others.join(", ")} are kept with probability ${+(strength / (1 - strength)).toFixed(3)} ` +
      `and all others always; in the shifted set it is the other way about.`,
    reference: (set) => thinned(set, others, "reference"),
    shifted: (set) => thinned(set, preferred, "shifted"),
    selects: true,
    spec: { name: "label shift", strength, classes, preferred, seed },
  };
}

function randomHalf(classes: number, seed: number): number[] {
  const half = randomStream(seed, "preferred classes").choice(
    classes,
    classes >> 1,
  );
  return [...half].sort((a, b) => a - b);
}

function requirePreference(preferred: number[], classes: number): void {
  const list = `[${preferred.join(", ")}]`;
  const stray = preferred.find(
    (c) => !(Number.isInteger(c) && c >= 0 && c < classes),
  );
  if (stray !== undefined || new Set(preferred).size < preferred.length) {
    throw new RangeError(
      `preferred is ${list}, expected different classes from 0 to ${classes - 1}.`,
    );
  }
  if (preferred.length === 0 || preferred.length === classes) {
    throw new RangeError(
      `preferred is ${list}, which covers ${preferred.length ? "all" : "none"} of the ${classes} classes: name some of them, so that others are rare.`,
    );
  }
}

function thin(
  set: LabelledImages,
  options: {
    strength: number;
    classes: number;
    seed: number;
    rare: number[];
    which: string;
  },
): LabelledImages {
  const { strength, classes, seed, rare, which } = options;
  requireLabelledImages(set, "The set to shift");
  const rgb = toRgb(set);
  requireLabels(set.labels, classes, "label shift");
  const random = randomStream(seed, "which examples are kept");
  const kept: number[] = [];
  set.labels.forEach((label, i) => {
    const keep = random.uniform() < strength / (1 - strength);
    if (keep || !rare.includes(label)) kept.push(i);
  });
  const left = new Set(kept.map((i) => set.labels[i]));
  const emptied = set.labels.find((label) => !left.has(label));
  if (emptied !== undefined) {
    const before = set.labels.filter((label) => label === emptied).length;
    throw new RangeError(
      `The label shift leaves none of the ${before} examples of class ${emptied} in the ${which} set; give it more images or a strength above ${strength}.`,
    );
  }
  return takeExamples(rgb, kept);
}
