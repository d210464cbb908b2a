import { optionChecker } from "../files";
import { level } from "../files/option-kinds";
import { chanceOverlap, type ChanceOverlap } from "./chance-overlap";
import { assertSameExamples, type Flags } from "./correction-overlap";

/** What {@link dominance} finds; the overlap is of what the model gets right with what no model of the testbed does. */
export interface Dominance extends ChanceOverlap {
  /** Number of examples, of those that no model of the testbed gets right, and of those that the model does. */
  count: number;
  unsolved: number;
  correct: number;
  /** `shared` as a share of all examples: the probability that the model is right where the whole testbed is wrong. */
  probability: number;
  /** For each model of the testbed the same share against all others of it: what one more model like them adds. */
  testbed: number[];
}

const checkOptions = optionChecker<{ level?: number }>("dominance", { level });

/**
 * How often a model is right where no model of a testbed is (dominance; Andreassen et al., after Mania and Sra 2020).
 *
 * Two comparisons say whether that is much. By chance: if the model's correct examples, as many as they are, were drawn
 * independently of the testbed's. Examples that are hard for all models keep any further one far below that. By the testbed itself:
 * what each of its models adds to all the others.
 *
 * @param model one flag per example, 1 where the model is right.
 * @param testbed at least two models' flags on the same examples.
 * @param options `level` of the interval of chance, default 0.95.
 * @throws RangeError when there are no examples, fewer than two models in the testbed, or lengths differ.
 */
export function dominance(
  model: Flags,
  testbed: ArrayLike<Flags>,
  options: { level?: number } = {},
): Dominance {
  checkOptions(options);
  if (testbed.length < 2)
    throw new RangeError(
      `A testbed needs at least 2 models to compare them with each other, got ${testbed.length}.`,
    );
  const named = Array.from(testbed, (flags, m) => [
    `model ${m} of the testbed`,
    flags,
  ]);
  assertSameExamples({ "the model": model, ...Object.fromEntries(named) });
  const count = model.length;
  const solvers = new Int32Array(count);
  for (let m = 0; m < testbed.length; m++)
    for (let i = 0; i < count; i++) if (testbed[m][i]) solvers[i]++;
  const rightWhere = (flags: Flags, number: number) =>
    solvers.reduce(
      (sum, solved, i) => (solved === number && flags[i] ? sum + 1 : sum),
      0,
    );
  const unsolved = solvers.filter((number) => number === 0).length;
  const correct = Array.from(model).filter(Boolean).length;
  const shared = rightWhere(model, 0);
  return {
    count,
    unsolved,
    correct,
    probability: shared / count,
    testbed: Array.from(testbed, (flags) => rightWhere(flags, 1) / count),
    ...chanceOverlap(shared, [correct, unsolved], count, options),
  };
}
