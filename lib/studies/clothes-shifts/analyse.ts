import type { ColumnTable } from "arquero";
import { permutationTest } from "simple-statistics";
import { mean, randomStream } from "../../numerics";
import {
  meanInterval,
  type Interval,
  replicatedRobustness,
  type Replicate,
  type ReplicatedRobustness,
  type Verdict,
  verdictOf,
} from "../../robustness";
import { shiftFrom, type ShiftKind } from "../../shifts";
import { measuredPairs } from "../shared/accuracy-points";
import {
  pairedAccuracies,
  type PairedAccuracy,
} from "../shared/paired-accuracies";

/** What to compare, by the labels of experiments; each value has to be equal. */
export interface Labels {
  [label: string]: unknown;
}

/** Whether an experiment has all these labels. */
const hasLabels = (wanted: Labels) => (row: PairedAccuracy) =>
  Object.entries(wanted).every(([name, value]) => row.labels[name] === value);

/**
 * Repetitions of an experiment by seed: of each seed, the baseline at all moments of its runs, and the group at the end
 * of its runs. Seeds that lack one of them are left out.
 */
export function replicatesOf(
  rows: readonly PairedAccuracy[],
  baseline: Labels,
  group: Labels,
): Replicate[] {
  const baselines = rows.filter(hasLabels(baseline));
  const members = rows.filter((row) => row.last && hasLabels(group)(row));
  const seeds = [...new Set(members.map(({ seed }) => seed))].sort(
    (a, b) => a - b,
  );
  return seeds.flatMap((seed) => {
    const of = (all: PairedAccuracy[]) =>
      measuredPairs(all.filter((row) => row.seed === seed));
    const replicate = { baseline: of(baselines), group: of(members) };
    return replicate.baseline.reference.length > 0 ? [replicate] : [];
  });
}

/** What pre-training on one source came to under one shift. */
export interface SyntheticRobustness {
  shift: string;
  kind: ShiftKind;
  source: string;
  robustness: ReplicatedRobustness;
  verdict: Verdict;
  /** Against the rule of thumb: robustness about zero in support, above zero out of support. */
  rule: "agrees" | "disagrees" | "undecided";
}

/**
 * The closing table of the synthetic shifts: each source under each shift, all its strategies together.
 *
 * @param results of the study `clothes-shifts`.
 * @param baseline what to measure against: "baseline", the moments of runs from scratch, or "architecture", other
 *   networks from scratch. Default "baseline".
 */
export function syntheticRobustness(
  results: ColumnTable,
  baseline: "baseline" | "architecture" = "baseline",
): SyntheticRobustness[] {
  const rows = results.objects() as {
    part: string;
    [column: string]: unknown;
  }[];
  const main = rows.filter(({ part }) => part === "fine-tuned");
  const different = (name: string) => [
    ...new Set(main.map((row) => String(row[name]))),
  ];
  const shifts = different("split").filter(
    (split) => split !== "reference" && split !== "validation",
  );
  return shifts.flatMap((shift) => {
    const paired = pairedAccuracies(results, shift);
    const { kind } = shiftFrom({ name: shift });
    return different("source").map((source) => {
      const robustness = replicatedRobustness(
        replicatesOf(
          paired,
          { part: baseline },
          { part: "fine-tuned", source },
        ),
      );
      const verdict = verdictOf(robustness);
      const rule = ruleOfThumb(kind, verdict);
      return { shift, kind, source, robustness, verdict, rule };
    });
  });
}

function ruleOfThumb(
  kind: ShiftKind,
  verdict: Verdict,
): SyntheticRobustness["rule"] {
  if (verdict === "undecided") return "undecided";
  const expected = kind === "in-support" ? "about zero" : "above zero";
  return verdict === expected ? "agrees" : "disagrees";
}

/** What one source came to at one value of what a sweep varies. */
export interface SweepRobustness {
  value: string | number;
  source: string;
  shift: string;
  robustness: ReplicatedRobustness;
}

/**
 * Robustness along one of the study's sweeps ("strength", "size", "diversity", "epochs", …) under one shift.
 *
 * @param results of the study `clothes-shifts` in the full profile.
 * @returns one row for each value and source, in the order of the study; none where the sweep has no results.
 */
export function sweepRobustness(
  results: ColumnTable,
  part: string,
  shift: string,
): SweepRobustness[] {
  const rows = pairedAccuracies(results, shift);
  const swept = rows.filter(({ labels }) => labels.part === part);
  const unique = (name: string) => [
    ...new Set(swept.map(({ labels }) => labels[name] as string | number)),
  ];
  // Where the baseline changes along with what is swept, each value has its own.
  const hasBaseline = unique("source").includes("none");
  return unique("value").flatMap((value) =>
    unique("source").flatMap((source): SweepRobustness[] => {
      const group = { part, value, source };
      const baseline = hasBaseline
        ? { ...group, source: "none" }
        : { part: "baseline" };
      const replicates = replicatesOf(rows, baseline, group);
      if (source === "none" || replicates.length < 2) return [];
      const robustness = replicatedRobustness(replicates);
      return [{ value, source: String(source), shift, robustness }];
    }),
  );
}

/** Mean robustness in support and out of support, and whether they differ. Fractions. */
export interface KindsCompared {
  source: string;
  inSupport: Interval;
  outOfSupport: Interval;
  /** Out of support minus in support; intervals over replicates, the shifts as they are. */
  difference: Interval;
  /** Two-sided permutation test over shifts: that kind makes no difference, for shifts like these. */
  pValue: number;
}

/**
 * Compares the two kinds of shift for one source.
 *
 * @param rows of {@link syntheticRobustness}; those of the source are taken, which need the same replicates under each shift.
 * @param options.seed of the permutations. Default 0.
 * @throws RangeError where the source has no shift of one kind, or not the same number of replicates under each.
 */
export function compareKinds(
  rows: readonly SyntheticRobustness[],
  source: string,
  { seed = 0 }: { seed?: number } = {},
): KindsCompared {
  const of = (kind: ShiftKind) => {
    const found = rows.filter(
      (row) => row.source === source && row.kind === kind,
    );
    if (found.length === 0) {
      throw new RangeError(
        `There is no ${kind} shift for the source "${source}".`,
      );
    }
    return found.map(({ robustness }) => robustness.replicates);
  };
  const inside = of("in-support");
  const outside = of("out-of-support");
  const counts = [...inside, ...outside].map((values) => values.length);
  if (new Set(counts).size > 1) {
    throw new RangeError(
      `The source "${source}" has ${counts.join(", ")} replicates under its shifts: the same number is needed under each, so run the seeds that are missing.`,
    );
  }
  const byReplicate = (shifts: number[][]) =>
    shifts[0].map((_, r) => mean(shifts.map((values) => values[r])));
  const [a, b] = [byReplicate(inside), byReplicate(outside)];
  const random = randomStream(seed, "permutations of shifts");
  return {
    source,
    inSupport: meanInterval(a),
    outOfSupport: meanInterval(b),
    difference: meanInterval(b.map((value, r) => value - a[r])),
    pValue: permutationTest(
      inside.map(mean),
      outside.map(mean),
      "two_side",
      10_000,
      () => random.uniform(),
    ),
  };
}
