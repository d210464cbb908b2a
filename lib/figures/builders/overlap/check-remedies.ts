import { requireSome } from "../../frame";
import { sum } from "./combinations";
import { type CorrectedExamples } from "./overlap-data";

/** Remedies whose overlap can still be read: 2⁴ − 1 combinations. */
const MOST_REMEDIES = 4;

/** Refuse remedies that have no overlap to draw; how many examples there are. */
export function checkRemedies(remedies: readonly CorrectedExamples[]): number {
  if (remedies.length < 2 || remedies.length > MOST_REMEDIES) {
    throw new RangeError(
      `An overlap needs 2 to ${MOST_REMEDIES} remedies, got ${remedies.length}.`,
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
