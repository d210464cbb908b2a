import { mean } from "../../numerics";
import { distinct } from "../shared/distinct";
import type { Inherited } from "./analyse";

/** The methods of one network from that which keeps most to that which keeps least, and whether another repetition would say the same. */
export interface Ranking {
  base: string;
  methods: string[];
  /** Mean of Kendall's τ between the rankings of any two repetitions: 1 for the same order in all, about 0 for orders by chance; NaN for one. */
  agreement: number;
  /** How many repetitions have the same method in the first place as the ranking, and how many there are. */
  sameBest: number;
  repetitions: number;
}

/** A ranking of the methods of each network, by mRI over the repetitions that all of them have. */
export function rankings(table: readonly Inherited[]): Ranking[] {
  return distinct(table.map(({ base }) => base)).flatMap((base) => {
    const rows = table.filter((row) => row.base === base);
    const seeds = rows[0].once
      .map(({ seed }) => seed)
      .filter((seed) =>
        rows.every(({ once }) => once.some((each) => each.seed === seed)),
      );
    if (rows.length < 2 || seeds.length === 0) return [];
    const of = (seed: number) =>
      rows.map(({ once }) => once.find((each) => each.seed === seed)!.mean);
    const scores = seeds.map(of);
    const means = rows.map((_, m) => mean(scores.map((each) => each[m])));
    const order = rows
      .map(({ method }, m) => ({ method, score: means[m] }))
      .sort((a, b) => b.score - a.score);
    const best = means.indexOf(Math.max(...means));
    const pairs = scores.flatMap((a, i) =>
      scores.slice(i + 1).map((b) => kendall(a, b)),
    );
    return [
      {
        base,
        methods: order.map(({ method }) => method),
        agreement: pairs.length > 0 ? mean(pairs) : NaN,
        sameBest: scores.filter(
          (each) => each.indexOf(Math.max(...each)) === best,
        ).length,
        repetitions: seeds.length,
      },
    ];
  });
}

/** Kendall's τ-a of two lists of scores of the same things. */
export function kendall(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  let pairs = 0;
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) {
      sum += Math.sign(a[i] - a[j]) * Math.sign(b[i] - b[j]);
      pairs += 1;
    }
  return sum / pairs;
}
