import {
  counterfactualPairs,
  placeFigures,
  type LabelledImages,
} from "../images";
import { randomStream } from "../numerics";
import {
  figuresOf,
  groundsOf,
  type PlacedPart,
  type PlacedTask,
} from "./placed-originals";

export { CUE, type PlacedPart, type PlacedTask } from "./placed-originals";

/** What a set of them is like. */
export interface PlacedSet {
  /** Number of images; half of each class. */
  count: number;
  /** The share of images whose cue has the value of their class, 0 to 1; or "first": it has the first value in all; or "both": each value as often in either class. */
  cue: number | "first" | "both";
  /** Whether each photograph comes twice, with a figure of either class at the same place; of sets whose cue follows no class. */
  pairs: boolean;
}

/** Names of the values of either cue. */
export const cueValues = ({ cue, grounds }: PlacedTask): [string, string] =>
  cue === "tint"
    ? ["orange", "blue"]
    : [grounds[0].join("/"), grounds[1].join("/")];

/**
 * A set of drawings on photographs. The same seed gives the same drawings, photographs and places.
 *
 * @throws RangeError where pairs are asked for of an odd number of images or with a cue that follows the class, or where there are no drawings or photographs
 * of a kind.
 */
export function placedDrawings(
  task: PlacedTask,
  part: PlacedPart,
  { count, cue, pairs }: PlacedSet,
): LabelledImages {
  requirePossible({ count, cue, pairs });
  const random = randomStream(
    task.seed,
    `placed drawings, ${part}, ${cue}${pairs ? ", pairs" : ""}`,
  );
  const originals = pairs ? count / 2 : count;
  const labels = Uint8Array.from({ length: originals }, (_, i) => i % 2);
  const values = labels.map((label, i) => {
    if (cue === "first") return 0;
    if (cue === "both") return (pairs ? i : i >> 1) % 2;
    return random.uniform() < cue ? label : 1 - label;
  });
  const grounds = groundsOf(task, part, values, random);
  const [least, most] = task.sides;
  const places = { least, most, seed: random.integer(2 ** 31) };
  const sets = (pairs ? [0, 1] : [undefined]).map((label) => {
    const wanted = labels.map((own) => label ?? own);
    return placeFigures(grounds, figuresOf(task, part, wanted, random), places);
  });
  const set = pairs ? counterfactualPairs(sets) : sets[0];
  return { ...set, classNames: task.classes.map((names) => names.join("/")) };
}

/** @throws RangeError as {@link placedDrawings}. */
export function requirePossible({ count, cue, pairs }: PlacedSet): void {
  if (!pairs) return;
  if (count % 2 !== 0)
    throw new RangeError(
      `${count} images do not make pairs: take an even number.`,
    );
  if (typeof cue === "number")
    throw new RangeError(
      `A cue that agrees with the class in a share of ${cue} cannot be that of pairs, which have one cue and two classes: take "first" or "both".`,
    );
}
