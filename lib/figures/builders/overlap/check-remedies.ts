import { written } from "../../../files/written";
import {
  requireFields,
  requireList,
  requireText,
} from "../../../files/arguments";
import { requireSome } from "../../frame";
import { sum } from "./combinations";
import { type CorrectedExamples } from "./overlap-data";

/** Remedies whose overlap can still be read: 2⁴ − 1 combinations. */
const MOST_REMEDIES = 4;

/** Refuse remedies that have no overlap to draw; how many examples there are. */
export function checkRemedies(remedies: readonly CorrectedExamples[]): number {
  requireList("The remedies", remedies, "remedies");
  if (remedies.length < 2 || remedies.length > MOST_REMEDIES) {
    throw new RangeError(
      `An overlap needs 2 to ${MOST_REMEDIES} remedies, got ${remedies.length}.`,
    );
  }
  for (const each of remedies) {
    requireFields("A remedy", each, "name", "corrected");
    requireText("The name of a remedy", each.name);
    requireList(
      `The examples of "${each.name}"`,
      each.corrected,
      "true and false",
    );
    const stray = Array.from(each.corrected).findIndex(
      (value) => ![true, false, 0, 1].includes(value),
    );
    if (stray >= 0)
      throw new RangeError(
        `Example ${stray} of "${each.name}" is ${written(each.corrected[stray])}, expected true or false (or 1 or 0).`,
      );
  }
  const [first] = remedies as [CorrectedExamples];
  requireSome(first.corrected, `The list of examples of "${first.name}"`);
  const total = first.corrected.length;
  for (const { name, corrected } of remedies) {
    if (corrected.length !== total) {
      throw new RangeError(
        `"${name}" has ${corrected.length} examples but "${first.name}" has ${total}: both must list the same examples in the same order.`,
      );
    }
  }
  if (remedies.every(({ corrected }) => sum(corrected) === 0)) {
    throw new RangeError(
      `None of ${remedies.map(({ name }) => `"${name}"`).join(", ")} corrects any of the ${total} examples: there is no overlap to draw.`,
    );
  }
  return total;
}
