import {
  adaptationSet,
  completeRelated,
  relatedTests,
  requireRelated,
} from "../../experiments/related-sets";
import { requireLabelledImages, type LabelledImages } from "../../images";
import { relatedSets } from "./plan";

/** Images of one set: to adapt to it by, and others to test on. */
export interface OwnSet {
  adapt: LabelledImages;
  test: LabelledImages;
}

/** How many images of each of the study's sets are taken. */
export interface SetSizes {
  adapt: number;
  test: number;
  base: number;
}

const DATA = "cifar10";

/** Sets of the study by name, drawn anew. @throws Error for a name that there is not. */
export function studiedSets(
  names: readonly string[],
  images: SetSizes,
  seed: number,
): { [name: string]: OwnSet } {
  for (const name of names) requireRelated(name, relatedSets);
  const related = completeRelated(
    Object.fromEntries(names.map((name) => [name, relatedSets[name]])),
    seed,
  );
  const task = { data: DATA, seed, related, images };
  const tests = relatedTests(task);
  return Object.fromEntries(
    names.map((name) => [
      name,
      { adapt: adaptationSet(task, name), test: tests[name] },
    ]),
  );
}

/**
 * Checks sets that a reader brings.
 *
 * @param classes how many the network has.
 * @throws Error naming the set and what is wrong: fewer than two sets, images that are none, a class without an example to adapt by.
 */
export function requireOwnSets(
  sets: { readonly [name: string]: OwnSet },
  classes: number,
): void {
  const names = Object.keys(sets);
  if (names.length < 2)
    throw new RangeError(
      `inheritanceBenchmark needs two sets or more, one to adapt to and one to test on; got ${names.length}.`,
    );
  for (const name of names) {
    for (const part of ["adapt", "test"] as const) {
      if (!sets[name]?.[part])
        throw new Error(
          `The set "${name}" has no images to ${part === "adapt" ? "adapt by" : "test on"}: give it { adapt, test }.`,
        );
      requireLabelledImages(sets[name][part], `"${name}", ${part}`);
    }
    const { labels, classNames = [] } = sets[name].adapt;
    const shown = new Set(labels);
    const missing = Array.from({ length: classes }, (_, k) => k).filter(
      (k) => !shown.has(k),
    );
    if (missing.length > 0)
      throw new Error(
        `The set "${name}" has no example of class ${missing.map((k) => classNames[k] ?? k).join(", ")} to adapt by; a network would unlearn it. Add examples, or leave the class out everywhere.`,
      );
  }
}
