import type { RandomStream } from "../../lib/numerics";

/** What is wrong with an input. "type", "number" and "misspelt" must be refused; "range" and "empty" may also be answered with what is finite. */
export type Fault = "type" | "number" | "misspelt" | "range" | "empty";

/** A good call's arguments with one thing changed. */
export interface BadCall {
  fault: Fault;
  /** Where, such as "argument 1.level". */
  place: string;
  /** Last part of the place: a parameter has no name that a caller sees, an option has. */
  option?: string;
  bad: unknown;
  args: unknown[];
}

const wrongTypes: unknown[] = ["seven", {}, null, true, Symbol.iterator];
const noNumbers = [NaN, Infinity, -Infinity];
const farNumbers = [-1, -0.5, 0, 1.5, 1e-300, 1e300, 2 ** 40, -(2 ** 31)];

/** All changes of one argument, and of what it holds: one element of a list, chosen by chance, and every option. */
export function* badCalls(
  args: readonly unknown[],
  random: RandomStream,
): Generator<BadCall> {
  for (const [i, good] of args.entries()) {
    for (const change of changes(good, `argument ${i}`, random)) {
      yield { ...change, args: replaced(args, i, change.value) };
    }
  }
}

const replaced = (list: readonly unknown[], at: number, value: unknown) =>
  list.map((each, i) => (i === at ? value : each));

type Change = Omit<BadCall, "args"> & { value: unknown };

function* changes(
  good: unknown,
  place: string,
  random: RandomStream,
): Generator<Change> {
  if (typeof good === "function") return;
  const to = (fault: Fault, bad: unknown): Change => ({
    fault,
    place,
    bad,
    value: bad,
  });
  if (typeof good === "number") {
    for (const bad of wrongTypes) yield to("type", bad);
    for (const bad of noNumbers) yield to("number", bad);
    for (const bad of farNumbers) yield to("range", bad);
  } else if (typeof good === "string") {
    yield to("type", 7);
    yield to("type", null);
    // What begins so is no word of a list.
    if (!good.startsWith("Free ")) yield to("misspelt", `${good}x`);
    yield to("empty", "");
  } else if (typeof good === "boolean") {
    yield to("type", "yes");
  } else if (Array.isArray(good)) {
    for (const bad of ["seven", 7, null]) yield to("type", bad);
    yield to("empty", []);
    yield to("range", good.slice(1));
    const at = random.integer(good.length);
    for (const inner of changes(good[at], `${place}[${at}]`, random)) {
      // A number beyond what a list may hold is not known here.
      if (inner.fault !== "empty")
        yield { ...inner, value: replaced(good, at, inner.value) };
    }
  } else if (good instanceof Uint8Array) {
    for (const bad of ["seven", null]) yield to("type", bad);
    yield to("empty", new Uint8Array(0));
    yield to("range", good.slice(1));
  } else if (typeof good === "object" && good !== null) {
    yield* changesOfFields(good as Record<string, unknown>, place, random);
  }
}

function* changesOfFields(
  good: Record<string, unknown>,
  place: string,
  random: RandomStream,
): Generator<Change> {
  yield { fault: "type", place, bad: "seven", value: "seven" };
  // What the library itself made, such as an accuracy line or a figure, is taken whole.
  if (Object.values(good).some((value) => typeof value === "function")) return;
  if ("layout" in good) return;
  for (const [option, value] of Object.entries(good)) {
    const inside = `${place}.${option}`;
    for (const inner of changes(value, inside, random)) {
      yield { option, ...inner, value: { ...good, [option]: inner.value } };
    }
    const { [option]: kept, ...others } = good;
    const misspelt = option.slice(0, -2) + option.slice(-1) + option.at(-2);
    yield {
      fault: "misspelt",
      place: inside,
      option: misspelt,
      bad: misspelt,
      value: { ...others, [misspelt]: kept },
    };
  }
}
