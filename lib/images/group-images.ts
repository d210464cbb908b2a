import type { LabelledImages } from "./labelled-images";

/** Images sorted into groups, numbered from 0. */
export interface ImageGroups {
  /** Group of each image. */
  of: Int32Array;
  /** What each group is called, such as "cat, tint 3". */
  names: string[];
  /** Number of images in each, 1 or more. */
  counts: Int32Array;
}

/** The name by which {@link groupImages} takes the class of an image. */
export const LABEL = "label";

/**
 * Sorts images into groups by what is known of them: every combination of the values that occur, such as each class in each colour.
 *
 * @param by names of attributes, "label" for the class.
 * @param origin names the set in messages.
 * @throws Error where an attribute is missing (which, of how many images), has no value for some image, or follows from the label alone.
 * @throws RangeError where a group has no image.
 * @example groupImages(spuriousTint({ strength: 0.7 }).reference(photographs), ["label", "tint"]).counts
 */
export function groupImages(
  set: LabelledImages,
  by: readonly string[],
  origin = "The images to group",
): ImageGroups {
  if (by.length === 0) {
    throw new Error(
      `${origin}: there is nothing to group by; name "${LABEL}" or an attribute.`,
    );
  }
  const columns = by.map((name) => columnOf(set, name, origin));
  if (by.includes(LABEL)) {
    const labels = columnOf(set, LABEL, origin);
    by.forEach((name, k) => {
      if (name !== LABEL) requireNotTheLabel(name, columns[k], labels, origin);
    });
  }
  const total = columns.reduce(
    (product, { values }) => product * values.length,
    1,
  );
  const of = Int32Array.from({ length: set.shape[0] }, (_, i) =>
    columns.reduce(
      (code, { codes, values }) => code * values.length + codes[i],
      0,
    ),
  );
  const counts = new Int32Array(total);
  for (const group of of) counts[group] += 1;
  const names = Array.from({ length: total }, (_, g) => nameOf(g, columns));
  const empty = counts.indexOf(0);
  if (empty >= 0) {
    throw new RangeError(
      `${origin}: the group "${names[empty]}" has no example among ${set.shape[0]} images. Take more images, or group by less than ${by.join(" and ")}.`,
    );
  }
  return { of, names, counts };
}

/** One thing to group by: its values in order, and the number of each image's. */
interface Column {
  values: string[];
  codes: Int32Array;
}

function columnOf(set: LabelledImages, name: string, origin: string): Column {
  const { labels, attributes = {}, classNames, shape } = set;
  if (name !== LABEL && !Object.hasOwn(attributes, name)) {
    const known = Object.keys(attributes).map((each) => `"${each}"`);
    throw new Error(
      `${origin}: the ${shape[0]} images have no attribute "${name}"; they have ${known.join(", ") || "none"}. Shifts keep what they draw as attributes; withAttribute gives others.`,
    );
  }
  const given: ArrayLike<number | string> =
    name === LABEL ? labels : attributes[name];
  const missing = Array.prototype.findIndex.call(
    given,
    (value) => value === "" || value === undefined || Number.isNaN(value),
  );
  if (missing >= 0) {
    throw new Error(
      `${origin}: image ${missing} has no value of the attribute "${name}". Leave it out, or give it one.`,
    );
  }
  const found = [...new Set(Array.from(given))].sort((a, b) =>
    typeof a === "number" && typeof b === "number"
      ? a - b
      : String(a) < String(b)
        ? -1
        : 1,
  );
  const numbers = new Map(found.map((value, code) => [value, code]));
  const codes = Int32Array.from(given, (value) => numbers.get(value)!);
  const called = (value: number | string) => {
    if (name === LABEL) return classNames?.[Number(value)] ?? `class ${value}`;
    return typeof value === "string" ? value : `${name} ${value}`;
  };
  return { values: found.map(called), codes };
}

/** Refuses an attribute that is the same for all images of a class, and another for each. */
function requireNotTheLabel(
  name: string,
  column: Column,
  labels: Column,
  origin: string,
): void {
  const first = new Map<number, number>();
  labels.codes.forEach((label, i) => {
    if (!first.has(label)) first.set(label, column.codes[i]);
  });
  const follows = labels.codes.every(
    (label, i) => column.codes[i] === first.get(label),
  );
  if (!follows || column.values.length < 2) return;
  throw new Error(
    `${origin}: the attribute "${name}" follows from the label for all ${labels.codes.length} images, so that nothing tells what is learnt of the one from the other. Take images among which it breaks.`,
  );
}

function nameOf(group: number, columns: readonly Column[]): string {
  const words: string[] = [];
  let rest = group;
  for (const { values } of [...columns].reverse()) {
    words.unshift(values[rest % values.length]);
    rest = Math.floor(rest / values.length);
  }
  return words.join(", ");
}
