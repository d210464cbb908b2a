import {
  requireLabelledImages,
  takeExamples,
  type LabelledImages,
} from "../images";
import { randomStream } from "../numerics";

/** The parts of a registered set, each drawn down to at most so many images. */
export interface GroupParts {
  adapt(most: number): LabelledImages;
  test(most: number): LabelledImages;
}

/** Share of a set's images that test, about. */
const TESTED = 1 / 3;
/** Orders of the groups that are tried. */
const TRIES = 100;

/**
 * A set in two parts of which no group is in both, a third to test on; where it has no groups, each image is one. Groups are drawn until every class of the set is
 * in both parts.
 *
 * @param origin names the set in messages.
 * @throws Error naming a class that has no image, or a single one or a single group, so that it cannot be both learnt and tested.
 */
export function partsByGroup(
  set: LabelledImages,
  origin: string,
  seed: number,
): GroupParts {
  requireLabelledImages(set, origin);
  const groups = set.groups ?? Int32Array.from(set.labels, (_, i) => i);
  const classes = requireClasses(set, groups, origin);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const random = randomStream(seed, `parts of ${origin}, ${attempt}`);
    const tested = drawnGroups(groups, random.permutation);
    const rows = Array.from(set.labels.keys());
    const parts = [true, false].map((isTest) =>
      rows.filter((i) => tested.has(groups[i]) === isTest),
    );
    const complete = parts.every(
      (part) => new Set(part.map((i) => set.labels[i])).size === classes,
    );
    if (!complete) continue;
    const drawn = (part: number[]) => (most: number) => {
      const order = random.permutation(part.length).slice(0, most);
      return takeExamples(
        set,
        order.map((k) => part[k]),
      );
    };
    return { test: drawn(parts[0]), adapt: drawn(parts[1]) };
  }
  throw new Error(
    `${origin}: in none of ${TRIES} ways to split its groups is every class in both parts; give more groups of the rarest class.`,
  );
}

/** Groups, in a random order, until they hold about a third of the images. */
function drawnGroups(
  groups: Int32Array,
  permutation: (count: number) => Int32Array,
): Set<number> {
  const names = [...new Set(groups)];
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const drawn = new Set<number>();
  let held = 0;
  for (const k of permutation(names.length)) {
    const size = sizes.get(names[k])!;
    if (held + size > TESTED * groups.length) continue;
    drawn.add(names[k]);
    held += size;
  }
  return drawn;
}

/** @returns how many classes there are. */
function requireClasses(
  { labels, classNames = [] }: LabelledImages,
  groups: Int32Array,
  origin: string,
): number {
  const most = labels.reduce((a, b) => Math.max(a, b), 0) + 1;
  const classes = Math.max(classNames.length, most);
  for (let label = 0; label < classes; label++) {
    const rows = Array.from(labels.keys()).filter((i) => labels[i] === label);
    const found = new Set(rows.map((i) => groups[i])).size;
    if (found >= 2) continue;
    const has =
      rows.length === 0
        ? "no image"
        : `${rows.length} image${rows.length === 1 ? "" : "s"} of one group`;
    throw new Error(
      `${origin}: class ${label}${classNames[label] ? ` (${classNames[label]})` : ""} has ${has}; to be learnt and tested it takes two groups. Add images, or leave the class out everywhere.`,
    );
  }
  return classes;
}
