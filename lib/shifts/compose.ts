import type { LabelledImages } from "../images";
import { requireShift } from "./require-shift";
import type { Shift } from "./shift";

/**
 * Several shifts at once: both sets are made by all of them, one after the other.
 * A shift that leaves examples out comes last, so that which examples the others
 * hit does not depend on it. Out of support if any part is. Parts of one kind
 * should have different seeds, as equal seeds draw the same for each example.
 *
 * @throws RangeError for no shift, or for two that leave examples out.
 * @example
 * const shift = compose(spuriousTint({ strength: 0.8 }), verticalFlip());
 */
export function compose(...parts: Shift[]): Shift {
  if (parts.length === 0) {
    throw new RangeError("compose got no shift; give it at least one.");
  }
  for (const part of parts) requireShift(part, "compose");
  const selecting = parts.filter((part) => part.selects);
  if (selecting.length > 1) {
    throw new RangeError(
      `compose takes one shift that leaves examples out, got ${selecting.map(({ name }) => `"${name}"`).join(" and ")}.`,
    );
  }
  const order = [...parts.filter((part) => !part.selects), ...selecting];
  const specs = parts.flatMap(({ spec }) => spec ?? []);
  return {
    name: parts.map(({ name }) => name).join(" + "),
    kind: parts.some(({ kind }) => kind === "out-of-support")
      ? "out-of-support"
      : "in-support",
    seed: parts[0].seed,
    description: parts
      .map(({ name, description }) => `${capitalised(name)}: ${description}`)
      .join(" "),
    reference: (set) => inTurn(order, "reference", set),
    shifted: (set) => inTurn(order, "shifted", set),
    selects: selecting.length > 0,
    ...(specs.length === parts.length && {
      spec: { name: "compose", shifts: specs },
    }),
  };
}

const inTurn = (
  parts: Shift[],
  which: "reference" | "shifted",
  base: LabelledImages,
) => parts.reduce((set, part) => part[which](set), base);

const capitalised = (text: string) => text[0].toUpperCase() + text.slice(1);
