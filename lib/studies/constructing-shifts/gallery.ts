import { classNames } from "../../data";
import { takeExamples, toRgb, type LabelledImages } from "../../images";
import type { CatalogueEntry } from "./catalogue";

/** A row of pictures, as `imageGrid` takes it. */
export interface GalleryRow extends LabelledImages {
  label: string;
  indices: number[];
  /** The class of each. */
  captions: string[];
}

/** Names that would not fit under an image. */
const short: { [name: string]: string } = {
  airplane: "plane",
  automobile: "car",
};

/** How many images stand in a row. */
const ACROSS = 10;

/**
 * Rows of pictures of shifts, each row of images that no other row shows, one of each class; of a shift in support a reference row too, and where
 * a cue goes with the class, five images of two classes, so that it can be seen to go with them.
 *
 * @param base CIFAR-10 photographs to show; at least 60 of each class.
 * @param labels what is written above a shift's row, by its name.
 */
export function galleryRows(
  entries: readonly CatalogueEntry[],
  base: LabelledImages,
  labels: { [shift: string]: string } = {},
): GalleryRow[] {
  const names = classNames("cifar10").map((name) => short[name] ?? name);
  const queues = names.map((_, label) =>
    [...base.labels.keys()].filter((i) => base.labels[i] === label),
  );
  const next = (label: number) => queues[label].shift()!;
  const row = (label: string, set: LabelledImages): GalleryRow => {
    const indices = [...set.labels.keys()].slice(0, ACROSS);
    return {
      ...set,
      label,
      indices,
      captions: indices.map((i) => names[set.labels[i]]),
    };
  };
  const drawn = (classes: number[]) => takeExamples(base, classes.map(next));
  const each = [...Array(ACROSS).keys()];
  return entries.flatMap(({ name, kind, shift, set }) => {
    const label = labels[name] ?? name;
    if (!shift) return [row(label, onePerClass(set!))];
    if (kind === "out-of-support")
      return [row(label, shift.shifted(drawn(each)))];
    const classes = name.startsWith("spurious")
      ? [8, 8, 8, 8, 8, 5, 5, 5, 5, 5]
      : name === "label shift"
        ? each.flatMap((c) => Array<number>(20).fill(c))
        : each;
    const mixed = (classes: number[]) =>
      name === "label shift" ? shuffled(classes) : classes;
    return [
      row(`${name}, reference`, shift.reference(drawn(mixed(classes)))),
      row(label, shift.shifted(drawn(mixed(classes)))),
    ];
  });
}

/** In an order without pattern, the same each time: 77 and two hundred have no common divisor. */
const shuffled = (classes: number[]) =>
  classes.map((_, i) => classes[(77 * i) % classes.length]);

/** The first image of each class. */
function onePerClass(set: LabelledImages): LabelledImages {
  const classes = [...new Set(set.labels)].sort((a, b) => a - b);
  const middle = (label: number) => {
    const members = [...set.labels.keys()].filter(
      (i) => set.labels[i] === label,
    );
    return members[members.length >> 1];
  };
  return takeExamples(toRgb(set), classes.map(middle));
}
