import type { ColumnTable } from "arquero";
import { BASE } from "../../experiments/related-sets";
import { distinct } from "../shared/distinct";

/** Accuracies by set, fractions; on the base data under "base". */
export type Accuracies = { [set: string]: number };

/** A network before any adaptation. */
export interface NetworkBefore {
  /** Which network; see `BaseNetwork`. */
  base: string;
  richness: number;
  seed: number;
  /** At each moment of its training, the last one last. */
  moments: Accuracies[];
}

/** A network after being adapted to one set in one way. */
export interface AdaptedNetwork {
  base: string;
  seed: number;
  method: string;
  to: string;
  after: Accuracies;
}

/** Measures of how far a set is from the base data. */
export const distanceMeasures = [
  "transport",
  "transportOfAll",
  "means",
  "auc",
  "outside",
] as const;

/** How far a set is from the base data, for one draw of images. */
export type SetDistance = { to: string; seed: number } & {
  [measure in (typeof distanceMeasures)[number]]: number;
};

/** What the study found, row for row. */
export interface InheritanceRows {
  before: NetworkBefore[];
  adapted: AdaptedNetwork[];
  distances: SetDistance[];
}

interface Row extends SetDistance {
  run: string;
  part: string;
  base: string;
  richness: number;
  method: string;
  epoch: number;
  split: string;
  accuracy: number;
}

/**
 * The study's networks and distances.
 *
 * @param results of the study `inheritance`, as `storedResults` gives them.
 */
export function inheritanceRows(results: ColumnTable): InheritanceRows {
  const runs = new Map<string, Row[]>();
  for (const row of results.objects() as Row[])
    runs.set(row.run, [...(runs.get(row.run) ?? []), row]);
  const of = (part: string) =>
    [...runs.values()].filter(([row]) => row.part === part);
  return {
    before: of("before").map((rows) => {
      const [{ base, richness, seed }] = rows;
      const moments = distinct(rows.map(({ epoch }) => epoch))
        .sort((a, b) => a - b)
        .map((at) => accuraciesOf(rows.filter(({ epoch }) => epoch === at)));
      return { base, richness, seed, moments };
    }),
    adapted: of("adapted").map((rows) => {
      const [{ base, seed, method, to }] = rows;
      return { base, seed, method, to, after: accuraciesOf(rows) };
    }),
    distances: of("distance").map(([row]) => {
      const { to, seed, transport, transportOfAll, means, auc, outside } = row;
      return { to, seed, transport, transportOfAll, means, auc, outside };
    }),
  };
}

const accuraciesOf = (rows: readonly Row[]): Accuracies =>
  Object.fromEntries(rows.map(({ split, accuracy }) => [split, accuracy]));

/** The related sets that networks were tested on. */
export const testedSets = ({ before }: InheritanceRows): string[] =>
  distinct(
    before.flatMap(({ moments }) =>
      Object.keys(moments[0]).filter((set) => set !== BASE),
    ),
  );
