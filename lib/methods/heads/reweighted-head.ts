import { optionChecker } from "../../files";
import { list, oneOf, seed, whole } from "../../files/option-kinds";
import type { ImageGroups } from "../../images";
import { requireLabels } from "../../images/labelled-images";
import { randomStream } from "../../numerics";
import { requireFeatures, type Features } from "../../training/features";
import { balancedSubsample, membersOf } from "../balance/balanced-sample";
import { averagedHeads } from "./averaged-heads";
import { accuraciesByGroup } from "./head-accuracy";
import type { LinearHead } from "./linear-head";

/** Options of {@link reweightedHead}. */
export interface ReweightedHeadOptions {
  /** Default: the largest label plus one. */
  classes?: number;
  /** λ/2 · ‖kernel‖², or λ · Σ|kernel|, with which many features are left out (the paper's choice). Default "l2". */
  penalty?: "l2" | "l1";
  /** Strengths λ of the penalty to choose from. Default 1e-4 to 10 in decades; of l1 1e-4 to 0.1. */
  strengths?: number[];
  /** Number of group-balanced subsamples whose heads are averaged. Default 10. */
  resamples?: number;
  /** Seed of the subsamples and of which half chooses λ. Default 0. */
  seed?: number;
  /** Steps at most for each fit, of L-BFGS or for l1 of proximal gradient. Default 300. */
  maxIterations?: number;
}

/** A refitted head. */
export interface ReweightedHead extends LinearHead {
  /** The chosen strength of the penalty. */
  strength: number;
  /** Accuracy of the worst group and on average over groups, on the half that chose, of each λ in the order given. */
  sweep: { strength: number; worst: number; average: number }[];
  /** Examples of each group in a subsample. */
  perGroup: number;
}

const checkOptions = optionChecker<ReweightedHeadOptions>("reweightedHead", {
  classes: whole(2),
  penalty: oneOf("l2", "l1"),
  strengths: list,
  resamples: whole(1),
  seed,
  maxIterations: whole(0),
});

/**
 * Deep feature reweighting (Kirichenko, Izmailov and Wilson, ICLR 2023): the last layer refitted by logistic regression on held-out examples of which every
 * group has as many. Features are standardised; λ is the one with the best worst-group accuracy on half of each group when fitted on the other half
 * (of equals the best average, then the largest λ); then subsamples of all are fitted, and their heads averaged.
 *
 * @param features of examples that the network was not trained on, at least two of each group.
 * @param groups of the same examples; see `groupImages`.
 * @throws Error where features, labels and groups differ in number, or a feature is not finite.
 * @throws RangeError where a group has a single example, or no strength is given.
 */
export function reweightedHead(
  features: Features,
  labels: Uint8Array,
  groups: ImageGroups,
  options: ReweightedHeadOptions = {},
): ReweightedHead {
  checkOptions(options);
  const {
    penalty = "l2",
    strengths = penalty === "l1"
      ? [1e-4, 1e-3, 1e-2, 1e-1]
      : [1e-4, 1e-3, 1e-2, 1e-1, 1, 10],
    resamples = 10,
    seed = 0,
  } = options;
  const { classes = Math.max(...labels) + 1, maxIterations = 300 } = options;
  requireExamples(features, labels, groups);
  const bad = strengths.find((each) => !(each >= 0 && each < Infinity));
  if (strengths.length === 0 || bad !== undefined)
    throw new RangeError(
      `strengths must be one or more numbers ≥ 0, got ${bad ?? "none"}.`,
    );
  const fitOn = (rows: Int32Array, tried: number[]) => {
    const those = groupsAt(groups, rows);
    const samples = Array.from({ length: resamples }, (_, r) =>
      balancedSubsample(those, 1000 * seed + r).map((k) => rows[k]),
    );
    return averagedHeads(features, labels, samples, {
      penalty,
      strengths: tried,
      classes,
      maxIterations,
    });
  };
  const [fitted, held] = halves(groups, seed);
  const heads = strengths.length > 1 ? fitOn(fitted, strengths) : [];
  const sweep = heads.map((head, k) => {
    const each = accuraciesByGroup(head, features, labels, groups, held);
    const average =
      each.reduce((sum, accuracy) => sum + accuracy, 0) / each.length;
    return { strength: strengths[k], worst: Math.min(...each), average };
  });
  const best = [...sweep].sort(
    (a, b) =>
      b.worst - a.worst || b.average - a.average || b.strength - a.strength,
  );
  const strength = best[0]?.strength ?? strengths[0];
  const all = Int32Array.from(labels, (_, i) => i);
  const [head] = fitOn(all, [strength]);
  return { ...head, strength, sweep, perGroup: Math.min(...groups.counts) };
}

function requireExamples(
  features: Features,
  labels: Uint8Array,
  groups: ImageGroups,
): void {
  requireFeatures(features, "features to refit the head on");
  requireLabels(labels, features.count, "features to refit the head on");
  if (groups.of.length !== features.count)
    throw new Error(
      `There are ${groups.of.length} groups for ${features.count} examples to refit the head on; give one an example.`,
    );
  const single = groups.counts.findIndex((count) => count < 2);
  if (single >= 0)
    throw new RangeError(
      `The group "${groups.names[single]}" has ${groups.counts[single]} example to refit the head on; it takes two, one to fit and one to choose the penalty by. Hold out more images, or group by less.`,
    );
}

/** The groups of some of the examples. */
function groupsAt(
  { of, names, counts }: ImageGroups,
  rows: Int32Array,
): ImageGroups {
  const those = rows.map((row) => of[row]);
  const found = new Int32Array(counts.length);
  for (const group of those) found[group] += 1;
  return { of: those, names, counts: found };
}

/** Two halves of each group, at random; the first has the odd one. */
function halves(groups: ImageGroups, seed: number): [Int32Array, Int32Array] {
  const random = randomStream(seed, "halves of each group");
  const parts: [number[], number[]] = [[], []];
  for (const members of membersOf(groups)) {
    random.permutation(members.length).forEach((k, place) => {
      parts[place % 2].push(members[k]);
    });
  }
  return [Int32Array.from(parts[0]), Int32Array.from(parts[1])];
}
