import {
  replicatedRobustness,
  type AccuracyLine,
  verdictOf,
  type AccuracyPairs,
  type ReplicatedRobustness,
  type Verdict,
} from "../../robustness";
import { interventions } from "./plan";
import {
  testedParts,
  type InterventionAccuracy,
  type TestedPart,
} from "./results";
import { lineOfAll } from "../shared/line-of-all";
import { replicatesBySeed } from "../shared/replicates-by-seed";

/** A way to meet the shift. */
export type RemedyArm = Pick<InterventionAccuracy, "network" | "intervention">;

/** What one arm came to on one part. */
export interface ArmRobustness extends RemedyArm {
  part: TestedPart;
  arm: string;
  robustness: ReplicatedRobustness;
  verdict: Verdict;
}

/** What an arm is called; "neither" is the baseline. */
export function armName({ network, intervention }: RemedyArm): string {
  const words = [
    ...(network === "from scratch" ? [] : [network]),
    ...(intervention === "none" ? [] : [intervention]),
  ];
  return words.join(" and ") || "neither";
}

const arms = (["from scratch", "pre-trained", "frozen"] as const)
  .flatMap((network) =>
    interventions.map((intervention) => ({ network, intervention })),
  )
  .filter((arm) => armName(arm) !== "neither");

/**
 * Effective robustness of each arm on each part, against networks from scratch without an intervention, seed by seed; where those are no line, the difference
 * at matched reference accuracy.
 *
 * @param rows of `interventionAccuracies`.
 * @returns by part, then arm; without arms that fewer than two seeds have.
 */
export function armRobustness(
  rows: readonly InterventionAccuracy[],
): ArmRobustness[] {
  return testedParts.flatMap((part) => {
    const here = rows.filter((row) => row.part === part);
    const baselines = baselinesOf(here);
    return arms.flatMap((arm): ArmRobustness[] => {
      const ends = here.filter(
        (row) => row.last && armName(row) === armName(arm),
      );
      const replicates = replicatesBySeed(baselines, ends, pairsOf);
      if (replicates.length < 2) return [];
      const robustness = replicatedRobustness(replicates);
      return [
        {
          part,
          arm: armName(arm),
          ...arm,
          robustness,
          verdict: verdictOf(robustness),
        },
      ];
    });
  });
}

/** Networks from scratch without an intervention, of those numbers of images that every seed has: so that all lines are made alike. */
function baselinesOf(
  rows: readonly InterventionAccuracy[],
): InterventionAccuracy[] {
  const plain = rows.filter((row) => armName(row) === "neither");
  const seedsOf = (those: readonly InterventionAccuracy[]) =>
    new Set(those.map(({ seed }) => seed)).size;
  const all = seedsOf(plain);
  return plain.filter(
    ({ train }) =>
      seedsOf(plain.filter((each) => each.train === train)) === all,
  );
}

/** Accuracies as columns, the form in which lines are fitted. */
export const pairsOf = (
  rows: readonly InterventionAccuracy[],
): AccuracyPairs => ({
  models: rows.map(
    (row) =>
      `${armName(row)}, ${row.train} images, seed ${row.seed}, epoch ${row.epoch}`,
  ),
  reference: rows.map(({ referenceAccuracy }) => referenceAccuracy),
  shifted: rows.map(({ shiftedAccuracy }) => shiftedAccuracy),
});

/**
 * The line of networks from scratch without an intervention on one part, through all seeds' moments, for figures; undefined where they lie on none, or are
 * fewer than three.
 */
export function partLine(
  rows: readonly InterventionAccuracy[],
  part: TestedPart,
): AccuracyLine | undefined {
  const baselines = baselinesOf(rows.filter((row) => row.part === part));
  if (baselines.length < 3) return undefined;
  return lineOfAll(pairsOf(baselines));
}
