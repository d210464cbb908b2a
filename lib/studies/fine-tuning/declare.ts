import type { ColumnTable } from "arquero";
import type { Json } from "../../files/canonical-json";
import type { Experiment, Profile } from "../../runs/experiment";
import type { RunSpec } from "../../runs/run-kind";
import type { Study } from "../../runs/study";
import { areDone } from "../shared/are-done";
import { syntheticShifts } from "../synthetic-shifts/declare";

/** What is asked beside the networks that the study of synthetic shifts trains on untouched photographs. */
interface Plan {
  /** Smaller numbers of images, and passes through them by method. */
  sizes: number[];
  epochs: { [method: string]: number };
  /** Another task, by which is measured what a network's features know. */
  other: { data: string; train: number; test: number };
}

const plans: { [profile in Profile]: Plan } = {
  small: {
    sizes: [100],
    epochs: { "from-scratch": 4 },
    other: { data: "fashion-mnist", train: 100, test: 100 },
  },
  full: {
    sizes: [500, 1000],
    epochs: { "from-scratch": 40, full: 8 },
    other: { data: "fashion-mnist", train: 1000, test: 1000 },
  },
};

/**
 * What pre-training brings and what fine-tuning leaves of it. The networks on untouched photographs are those of the study of synthetic shifts (the same
 * runs, so that none is trained twice), and the same with fewer images; a linear probe for a task that none of them was trained on tells what
 * the features of each still know.
 */
export const fineTuning: Study = {
  name: "fine-tuning",
  description:
    "What does pre-training bring, and what does fine-tuning leave of it? Accuracy by number of images, and probes of the features",
  declare(profile, results) {
    const plan = plans[profile];
    const shared = onUntouched(profile, results);
    const trials = shared.filter(({ labels }) => labels?.part === "rate");
    if (!areDone(trials, results)) return shared;
    return [
      ...shared,
      ...shared.flatMap((each) => withFewer(plan, each)),
      ...shared.flatMap((each) => probesOf(plan, each)),
    ];
  },
};

/** Of the study of synthetic shifts: the trials of learning rates, and what is trained on untouched photographs. */
const onUntouched = (profile: Profile, results: ColumnTable): Experiment[] =>
  syntheticShifts
    .declare(profile, results)
    .filter(
      ({ labels }) =>
        labels?.part === "rate" ||
        (labels?.part === "train" && labels.reference === "untouched"),
    );

/** The same with fewer images, where it is on the study's own number of them. */
function withFewer(
  { sizes, epochs }: Plan,
  { name, run, seeds, labels = {} }: Experiment,
): Experiment[] {
  if (labels.part !== "train" || name.endsWith(" images")) return [];
  const recipe = run.recipe as { [field: string]: Json };
  return sizes.map((train) => ({
    name: `${name}, ${train} images`,
    run: {
      ...run,
      train,
      recipe: {
        ...recipe,
        epochs: epochs[String(labels.method)] ?? recipe.epochs,
      },
      moments: [],
      keepWeights: false,
    },
    seeds,
    labels: { ...labels, train },
  }));
}

/** What the features of a pre-trained network know of the other task, once adapted; and what they know where no weight was ever learnt. */
function probesOf(
  { other }: Plan,
  { name, run, seeds, labels = {} }: Experiment,
): Experiment[] {
  if (labels.part !== "train" || labels.source !== "imagenet") return [];
  const probe = (weights: string): Experiment => ({
    name: name.replace("train", `probe, ${weights}`),
    run: { kind: "probe", of: run as Json, weights, ...other } as RunSpec,
    seeds,
    labels: { ...labels, part: "probe", weights },
  });
  return [
    probe("trained"),
    ...(labels.method === "linear-probe" ? [probe("drawn")] : []),
  ];
}
