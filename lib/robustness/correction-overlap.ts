import { optionChecker } from "../files";
import { level, list } from "../files/option-kinds";
import { chanceOverlap, type ChanceOverlap } from "./chance-overlap";

/** One flag per example: 1 (or true) where a model is right. */
export type Flags = ArrayLike<number | boolean>;

/** What {@link correctionOverlap} finds of one part of the examples; the overlap is of those that both remedies correct. */
export interface PartOverlap extends ChanceOverlap {
  part: string;
  /** Examples of the part, and those of them that the baseline gets wrong. */
  count: number;
  wrong: number;
  /** How many of the wrong ones each remedy gets right. */
  corrected: [number, number];
}

/**
 * The examples that a remedy corrects: those that it gets right and the baseline does not.
 *
 * @returns their indices, ascending.
 * @throws RangeError when lengths differ.
 */
export function correctedExamples(baseline: Flags, remedy: Flags): number[] {
  assertSameExamples({ baseline, remedy });
  return Array.from(baseline, (_, i) => i).filter(
    (i) => !baseline[i] && remedy[i],
  );
}

/** Options of {@link correctionOverlap}. */
export interface CorrectionOverlapOptions {
  /** A label per example, such as "in support". */
  parts?: ArrayLike<string>;
  /** Of the interval of chance, in (0, 1). Default 0.95. */
  level?: number;
}

const checkOptions = optionChecker<CorrectionOverlapOptions>(
  "correctionOverlap",
  { parts: list, level },
);

/**
 * Whether two remedies correct the same examples (Cohen-Wang et al., Section 6): of the examples that the baseline gets wrong, how
 * many each gets right, how many both do, and how many both would if each corrected as many, independently of the other.
 *
 * @param baseline one flag per example, 1 where the baseline is right.
 * @param remedies two models' flags on the same examples.
 * @returns all examples first, as the part "all", then each part in the order of its first example.
 * @throws RangeError when there are no examples, lengths differ, or a part is called "all".
 * @example
 * const [all, ...parts] = correctionOverlap(scratch, [pretrained, balanced], { parts });
 * all.shared < all.lower; // they complement each other
 */
export function correctionOverlap(
  baseline: Flags,
  [first, second]: readonly [Flags, Flags],
  options: CorrectionOverlapOptions = {},
): PartOverlap[] {
  checkOptions(options);
  const { parts, level } = options;
  assertSameExamples({
    baseline,
    "the first remedy": first,
    "the second remedy": second,
    ...(parts && { parts }),
  });
  const labels = parts ? Array.from(parts) : [];
  if (labels.includes("all"))
    throw new RangeError(
      `A part is called "all", which is the name for all examples together; call it something else.`,
    );
  return ["all", ...new Set(labels)].map((part) => {
    const members = Array.from(baseline, (_, i) => i).filter(
      (i) => part === "all" || labels[i] === part,
    );
    const wrong = members.filter((i) => !baseline[i]);
    const corrected: [number, number] = [
      wrong.filter((i) => first[i]).length,
      wrong.filter((i) => second[i]).length,
    ];
    const shared = wrong.filter((i) => first[i] && second[i]).length;
    return {
      part,
      count: members.length,
      wrong: wrong.length,
      corrected,
      ...chanceOverlap(shared, corrected, wrong.length, { level }),
    };
  });
}

/**
 * Refuses flags on different numbers of examples, or on none.
 *
 * @throws RangeError naming the two.
 */
export function assertSameExamples(
  named: Record<string, ArrayLike<unknown>>,
): void {
  const [[reference, { length }], ...others] = Object.entries(named);
  if (length === 0)
    throw new RangeError(`There are no examples: ${reference} is empty.`);
  for (const [name, flags] of others)
    if (flags.length !== length)
      throw new RangeError(
        `There are ${length} examples for ${reference}, but ${flags.length} for ${name}; evaluate all on the same ones.`,
      );
}
