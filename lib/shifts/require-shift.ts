import { requireFields } from "../files/arguments";
import { nearestName } from "../files/nearest-name";
import { written } from "../files/written";
import type { Shift } from "./shift";

const KINDS = ["in-support", "out-of-support"];

/**
 * Refuses what is no shift.
 *
 * @param door the function that was given it, for the message.
 * @throws RangeError naming what it lacks or has wrong, and the remedy.
 */
export function requireShift(
  shift: unknown,
  door: string,
): asserts shift is Shift {
  const needed = ["name", "kind", "description", "reference", "shifted"];
  requireFields(`${door}: the shift`, shift, ...needed);
  const { name, kind, reference, shifted } = shift as Shift;
  if (typeof reference !== "function" || typeof shifted !== "function")
    throw new RangeError(
      `${door}: reference and shifted of shift "${name}" are ${written(reference)} and ${written(shifted)}; each is to be a function that makes a set of another.`,
    );
  if (KINDS.includes(kind)) return;
  throw new RangeError(
    `${door}: the kind of shift "${name}" is ${written(kind)}. ${nearestName(String(kind), KINDS)}`,
  );
}
