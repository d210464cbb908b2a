import type { ColumnTable } from "arquero";
import { mean } from "../../numerics";
import {
  asPercent,
  asPoints,
  meanInterval,
  type Interval,
} from "../../robustness";

/** One network at the end of its training, or at one moment of it, on one set. */
interface Row {
  run: string;
  part: string;
  reference: string;
  model: string;
  source: string;
  method: string;
  weights?: string;
  train: number;
  rate: number;
  seed: number;
  epoch: number;
  split: string;
  accuracy: number;
}

/** A way to a network: how it is called in figures. */
export const armOf = ({
  model,
  source,
  method,
}: Pick<Row, "model" | "source" | "method">): string => {
  const names: { [model: string]: string } = {
    "residual-cnn": "residual CNN",
    "small-cnn": "small CNN",
  };
  const name = names[model] ?? model.replace("efficientnet-l", "L");
  return source === "none"
    ? `${name}, from scratch`
    : `${name}, ${ways[method] ?? method}`;
};

const ways: { [method: string]: string } = {
  "linear-probe": "linear probe",
  full: "fine-tuned",
  "lp-ft": "LP-FT",
};

/** Reference accuracy of one arm with one number of images, at the end of its training. */
export interface ArmAccuracy extends Interval {
  arm: string;
  images: number;
  epochs: number;
  seeds: number;
  rate: number;
}

const rowsOf = (tables: readonly ColumnTable[]): Row[] => [
  ...new Map(
    tables
      .flatMap((table) => table.objects() as Row[])
      .map((row) => [JSON.stringify([row.run, row.epoch, row.split]), row]),
  ).values(),
];

/**
 * Reference accuracy by arm and number of images, of networks on untouched photographs: mean over seeds with its 95 % interval, which one seed
 * alone leaves without bounds.
 *
 * @param tables results of the studies that trained them; a run that is in several counts once.
 * @returns in the order of arms and numbers of images.
 */
export function accuracyByImages(...tables: ColumnTable[]): ArmAccuracy[] {
  const trained = rowsOf(tables).filter(
    ({ part, reference, split }) =>
      part === "train" && reference === "untouched" && split === "reference",
  );
  const ends = new Map<string, Row>();
  for (const row of trained) {
    const known = ends.get(row.run);
    if (!known || row.epoch > known.epoch) ends.set(row.run, row);
  }
  return [
    ...grouped([...ends.values()], (row) =>
      JSON.stringify([armOf(row), row.train]),
    ).values(),
  ]
    .map((rows) => ({
      arm: armOf(rows[0]),
      images: rows[0].train,
      epochs: rows[0].epoch,
      seeds: rows.length,
      rate: rows[0].rate,
      ...intervalOf(rows.map(({ accuracy }) => accuracy)),
    }))
    .sort((a, b) => compare(a.arm, b.arm) || a.images - b.images);
}

/** What features know of another task. */
export interface FeatureAccuracy extends Interval {
  features: "drawn at random" | "of ImageNet" | "fine-tuned";
  epoch: number;
  seeds: number;
  /** Share of the lead of ImageNet's features over drawn ones that is left, mean over seeds; undefined of drawn ones. */
  left?: Interval;
}

/**
 * Accuracy of linear probes for another task, on features before, along and after fine-tuning, and what share of ImageNet's lead is left; means over the
 * seeds that have all of them.
 *
 * @returns none where no seed has drawn, pre-trained and fine-tuned features.
 */
export function featuresLeft(results: ColumnTable): FeatureAccuracy[] {
  const probes = rowsOf([results]).filter(({ part }) => part === "probe");
  const kinds = grouped(probes, (row) =>
    JSON.stringify([featuresOf(row), row.epoch]),
  );
  const bySeed = (features: string, epoch: number) =>
    new Map(
      (kinds.get(JSON.stringify([features, epoch])) ?? []).map((row) => [
        row.seed,
        row.accuracy,
      ]),
    );
  const [drawn, before] = ["drawn at random", "of ImageNet"].map((features) =>
    bySeed(features, 0),
  );
  const tuned = probes.filter((row) => featuresOf(row) === "fine-tuned");
  const moments = [...new Set(tuned.map(({ epoch }) => epoch))].sort(
    (a, b) => a - b,
  );
  const last = bySeed("fine-tuned", moments.at(-1) ?? NaN);
  const seeds = [...last.keys()].filter(
    (seed) => drawn.has(seed) && before.has(seed),
  );
  if (seeds.length === 0) return [];
  const row = (
    features: FeatureAccuracy["features"],
    epoch: number,
  ): FeatureAccuracy => {
    const here = bySeed(features, epoch);
    const left = seeds.map(
      (seed) =>
        (here.get(seed)! - drawn.get(seed)!) /
        (before.get(seed)! - drawn.get(seed)!),
    );
    return {
      features,
      epoch,
      seeds: seeds.length,
      ...intervalOf(seeds.map((seed) => here.get(seed)!)),
      ...(features !== "drawn at random" && { left: intervalOf(left) }),
    };
  };
  return [
    row("drawn at random", 0),
    row("of ImageNet", 0),
    ...moments.map((epoch) => row("fine-tuned", epoch)),
  ];
}

const featuresOf = ({ weights, method }: Row): FeatureAccuracy["features"] => {
  if (weights === "drawn") return "drawn at random";
  return method === "linear-probe" ? "of ImageNet" : "fine-tuned";
};

/** The answer in two sentences. */
export function fineTuningText(
  accuracies: readonly ArmAccuracy[],
  features: readonly FeatureAccuracy[],
): string {
  const of = (arm: string) => accuracies.filter((row) => row.arm === arm);
  const tuned = of(TUNED).at(-1);
  const scratch = of(SCRATCH);
  const same = scratch.find((row) => row.images === tuned?.images);
  if (!tuned || !same)
    return "Too few runs are stored to say what pre-training brings: npm run sweep -- fine-tuning.";
  const probe = of(PROBE).find(({ images }) => images === tuned.images);
  const more = scratch.at(-1)!;
  const factor = +(more.images / tuned.images).toFixed(1);
  const gain = tuned.mean - more.mean;
  const beside =
    factor > 1
      ? `; from scratch ${factor} times as many come to **${asPercent(more.mean)}**, ${asPoints(Math.abs(gain), 1)} points ${gain > 0 ? "less" : "more"} than that`
      : "";
  const brings =
    `With **${tuned.images.toLocaleString("en")}** photographs a small network from scratch reaches **${asPercent(same.mean)}**, a linear probe of Lite0's ImageNet features ${probe ? `**${asPercent(probe.mean)}**` : "(not computed)"}, and ` +
    `Lite0 fine-tuned **${asPercent(tuned.mean)}**${beside}.`;
  const end = features.at(-1);
  const leaves = end?.left
    ? `Of what Lite0's features know of clothes beyond random ones, fine-tuning on photographs leaves **${asPercent(end.left, 0)}** (${end.seeds} seeds).`
    : "What fine-tuning leaves is not computed yet.";
  return `${brings} ${leaves}`;
}

const TUNED = "Lite0, fine-tuned";
const PROBE = "Lite0, linear probe";
const SCRATCH = "residual CNN, from scratch";

/** A learning rate that was tried. */
export interface RateTrial {
  arm: string;
  rate: number;
  /** On held-out reference images, a fraction. */
  accuracy: number;
}

/** The trials of learning rates, in the order of arms and rates. */
export const rateTrials = (results: ColumnTable): RateTrial[] =>
  rowsOf([results])
    .filter(({ part, split }) => part === "rate" && split === "validation")
    .map((row) => ({
      arm: armOf(row),
      rate: row.rate,
      accuracy: row.accuracy,
    }))
    .sort((a, b) => compare(a.arm, b.arm) || a.rate - b.rate);

/** Whether each arm's best rate lies inside the range tried, and how far the rates at the ends fall behind, in a sentence. */
export function ratesText(trials: readonly RateTrial[]): string {
  return [...grouped([...trials], ({ arm }) => arm)]
    .map(([arm, tried]) => {
      const best = tried.reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
      const isEnd = [tried[0], tried.at(-1)].includes(best);
      const next = Math.max(
        ...tried
          .filter((trial) => trial !== best)
          .map(({ accuracy }) => accuracy),
      );
      return `${arm}: ${best.rate}, ${isEnd ? "at an end" : "inside"} of the range tried (${asPoints(best.accuracy - next, 1)} points better than the next best)`;
    })
    .join("; ");
}

function intervalOf(values: readonly number[]): Interval {
  if (values.length > 1) return meanInterval(values);
  return { mean: mean(values), lower: -Infinity, upper: Infinity };
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string) {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
