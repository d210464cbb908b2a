import { z } from "zod";
import { loadDataset } from "../data";
import { nearestName } from "../files";
import { takeExamples, toRgb, type LabelledImages } from "../images";
import { randomStream } from "../numerics";
import { shiftFrom, type ShiftSpec } from "../shifts";
import { partsByGroup } from "./group-parts";
import { seededShift, shiftField } from "./task";

/** A set related to the base data: images of it that nothing else is trained or tested on, under a shift, or a registered set with the same classes. */
export type Related = { shift: ShiftSpec } | { set: string };

const count = z.int().positive();

/** The fields of a run that say between which sets robustness is inherited. */
export const relatedFields = {
  /** By the names that rows are called by. */
  related: z.record(
    z.string(),
    z.union([
      z.strictObject({ shift: shiftField }),
      z.strictObject({ set: z.string() }),
    ]),
  ),
  images: z.strictObject({
    /** To adapt to a related set by; of a registered set fewer, where it has not so many. */
    adapt: count,
    /** To test on each related set, and on the base data as it is. */
    test: count,
    base: count,
  }),
};

/** {@link relatedFields}, complete, and the data and the seed that they are drawn by. */
export interface RelatedTask {
  data: string;
  seed: number;
  related: { [name: string]: Related };
  images: { adapt: number; test: number; base: number };
}

/** What rows on the base data are called. */
export const BASE = "base";

/**
 * Fills in the options of the shifts, with the run's seed where they have none.
 *
 * @throws Error for a shift that there is not, or a set called "base".
 */
export function completeRelated(
  related: { [name: string]: z.output<typeof relatedFields.related>[string] },
  seed: number,
): { [name: string]: Related } {
  if (Object.hasOwn(related, BASE))
    throw new Error(
      `A related set cannot be called "${BASE}": rows on the data that they are related to are.`,
    );
  return Object.fromEntries(
    Object.entries(related).map(([name, each]) => [
      name,
      "set" in each
        ? each
        : { shift: seededShift(each.shift as ShiftSpec, seed) },
    ]),
  );
}

/** @throws Error for the name of a related set that there is not, with the nearest one. */
export function requireRelated(
  name: string,
  related: { [name: string]: unknown },
): void {
  if (Object.hasOwn(related, name)) return;
  throw new Error(
    `There is no related set "${name}". ${nearestName(name, Object.keys(related))}`,
  );
}

/** The images that networks are adapted to a related set by. @throws RangeError where the data has too few. */
export const adaptationSet = (task: RelatedTask, name: string) =>
  relatedImages(task, name, "adapt");

/** Test images of each related set, of other photographs or icon sets than those of {@link adaptationSet}, by name. @throws RangeError likewise. */
export const relatedTests = (task: RelatedTask) =>
  Object.fromEntries(
    Object.keys(task.related).map((name) => [
      name,
      relatedImages(task, name, "test"),
    ]),
  );

function relatedImages(
  task: RelatedTask,
  name: string,
  part: "adapt" | "test",
): LabelledImages {
  const each = task.related[name];
  const most = task.images[part];
  if ("set" in each) {
    const set = toRgb(loadDataset(each.set));
    return partsByGroup(set, each.set, task.seed)[part](most);
  }
  const names = Object.keys(task.related).filter(
    (other) => "shift" in task.related[other],
  );
  const place = names.sort().indexOf(name);
  const originals = fromTheEnd(task, part, place * most, (place + 1) * most);
  return shiftFrom(each.shift).shifted(originals);
}

/** Photographs from the end of the order that a task draws its own from the beginning of, so that no network is trained or tested on them otherwise. */
function fromTheEnd(
  { data, seed }: RelatedTask,
  part: "adapt" | "test",
  from: number,
  to: number,
): LabelledImages {
  const split = part === "adapt" ? "train" : "test";
  const all = loadDataset(data, { split });
  const total = all.shape[0];
  if (to > total)
    throw new RangeError(
      `The related sets need ${to} images of "${data}", split "${split}", which has ${total}: lower images.${part}.`,
    );
  const order = randomStream(seed, `images of ${split}`).permutation(total);
  return toRgb(takeExamples(all, order.slice(total - to, total - from)));
}
