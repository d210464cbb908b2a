import type { ColumnTable } from "arquero";
import type { Intervention } from "./plan";

/** The parts of the shift: whether the photograph was turned, and whether its colour was drawn anew. */
export const parts = [
  "neither",
  "bias broken",
  "turned",
  "bias broken and turned",
] as const;

/** What networks were tested on: the whole of the shift, a part of it, or drawings. */
export type TestedPart =
  (typeof parts)[number] | "all four" | "tinted drawings";

export const testedParts: TestedPart[] = [
  ...parts,
  "all four",
  "tinted drawings",
];

/** How a network came about: "pre-trained" is fine-tuned on the reference set, "frozen" has a linear head on pre-trained features. */
export type NetworkName = "from scratch" | "pre-trained" | "frozen";

const networkOf: { [method: string]: NetworkName } = {
  "from-scratch": "from scratch",
  full: "pre-trained",
  "linear-probe": "frozen",
};

/** The network of an adaptation's name. */
export const networkName = (method: string): NetworkName => networkOf[method];

/** One network at one moment of its training, by its accuracies on the reference set and on what it was tested on; fractions. */
export interface InterventionAccuracy {
  part: TestedPart;
  network: NetworkName;
  intervention: Intervention;
  train: number;
  seed: number;
  epoch: number;
  /** Whether this is the end of its training. */
  last: boolean;
  referenceAccuracy: number;
  shiftedAccuracy: number;
}

/** A row of the study's results, as far as it is needed here. */
interface Row {
  part: string;
  method: string;
  intervention: Intervention;
  shift?: string;
  train: number;
  seed: number;
  epoch: number;
  split: string;
  correct: number;
  total: number;
}

/**
 * The study's results as accuracies on the reference set beside those on each part.
 *
 * @param results of the study `complementary-interventions`, as `storedResults` gives them.
 * @returns networks and moments that were evaluated on both.
 */
export function interventionAccuracies(
  results: ColumnTable,
): InterventionAccuracy[] {
  const rows = results.objects() as Row[];
  const keyOf = ({ method, intervention, train, seed, epoch }: Row) =>
    JSON.stringify([method, intervention, train, seed, epoch]);
  const reference = new Map<string, number>();
  const ends = new Map<string, number>();
  for (const row of rows) {
    if (row.part !== "train" || row.split !== "reference") continue;
    reference.set(keyOf(row), row.correct / row.total);
    const run = keyOf({ ...row, epoch: 0 });
    ends.set(run, Math.max(ends.get(run) ?? 0, row.epoch));
  }
  const tested = rows.filter(
    (row) => row.part === "evaluate" && reference.has(keyOf(row)),
  );
  const moments = new Map<string, Row[]>();
  for (const row of tested) {
    const key = `${row.shift} ${keyOf(row)}`;
    moments.set(key, [...(moments.get(key) ?? []), row]);
  }
  return [...moments.values()].flatMap((splits) => {
    const [row] = splits;
    const { method, intervention, train, seed, epoch } = row;
    return accuraciesOf(splits).map(([part, shiftedAccuracy]) => ({
      part,
      network: networkName(method),
      intervention,
      train,
      seed,
      epoch,
      last: epoch === ends.get(keyOf({ ...row, epoch: 0 })),
      referenceAccuracy: reference.get(keyOf(row))!,
      shiftedAccuracy,
    }));
  });
}

/** Of the splits of one network at one moment: accuracy on each part and on all together, or on drawings, as the mean over classes. */
function accuraciesOf(splits: readonly Row[]): [TestedPart, number][] {
  if (splits[0].shift !== "both") {
    const sum = splits.reduce(
      (total, row) => total + row.correct / row.total,
      0,
    );
    return [["tinted drawings", sum / splits.length]];
  }
  const each = splits.map((row): [TestedPart, number] => [
    partOf(row.split),
    row.correct / row.total,
  ]);
  const [correct, total] = (["correct", "total"] as const).map((count) =>
    splits.reduce((sum, row) => sum + row[count], 0),
  );
  return [...each, ["all four", correct / total]];
}

/** Which part a split's name speaks of: "…: spurious tint 1, unseen rotation 0". */
function partOf(split: string): TestedPart {
  const [broken, turned] = Array.from(
    split.matchAll(/ ([01])(?:,|$)/g),
    ([, flag]) => Number(flag),
  );
  return parts[broken + 2 * turned];
}
