import { asPoints, type Interval } from "../../robustness";
import { lineOfAll } from "../shared/line-of-all";
import { spokenName } from "./plan";
import type { ShiftShare } from "./shares";
import type { PartRobustness } from "./parts";
import type { ShiftPrediction } from "./predict";
import type { LinePanel } from "../synthetic-shifts/line-panel";

/** A mixture's new part, of the mixture's name. */
export const freshOf = (shift: string): string =>
  shift.replace(/^[\d.]+ % /, "").replace(/, mixture \d+$/, "");

/** What a part's images are. */
export const partName = ({ shift, part, by }: PartRobustness): string => {
  if (by !== "known answer") return spokenName(shift);
  return part === "in support"
    ? `beside ${freshOf(shift)}`
    : `new: ${freshOf(shift)}`;
};

/** A heading over a part's panel. */
export const partTitle = (part: PartRobustness): string =>
  part.by === "known answer"
    ? partName(part)
    : `${partName(part)}, ${part.part}`;

/** A row of a forest plot, as `robustnessByShift` takes it. */
export interface PartRow extends Interval {
  shift: string;
  kind: "in support" | "out of support";
  isLine: boolean;
}

/** The parts that are measured, as `robustnessByShift` takes them. */
export const partRows = (parts: readonly PartRobustness[]): PartRow[] =>
  parts.flatMap((each) => {
    if (!each.robustness) return [];
    const { mean, lower, upper, isLine } = each.robustness;
    const interval = { mean, lower, upper };
    return [{ shift: partName(each), kind: each.part, ...interval, isLine }];
  });

/** The parts as texts: images, robustness with its interval and verdict; those that are too small to be measured, too. */
export const partTable = (
  parts: readonly PartRobustness[],
): { [column: string]: string | number }[] =>
  parts.map((each) => {
    const { part, members, robustness, verdict } = each;
    return {
      images: partName(each),
      part,
      count: members.length,
      points: robustness ? asPoints(robustness, 1) : "–",
      measure: robustness?.measure ?? "too few to measure",
      "R²": robustness ? robustness.medianRSquared.toFixed(2) : "–",
      verdict: verdict ?? "–",
    };
  });

/**
 * A part's networks as `accuracyOnTheLine` takes them: all repetitions together, with the line through those from scratch and the mean effective robustness;
 * without either where they lie on no line, in each repetition or all together.
 *
 * @throws RangeError for a part that is not measured.
 */
export function partPanel({
  shift,
  part,
  robustness,
}: PartRobustness): LinePanel {
  if (!robustness)
    throw new RangeError(
      `Robustness on "${shift}", ${part}, is not measured: there are too few images or networks.`,
    );
  const { baseline, group, isLine, mean, lower, upper } = robustness;
  const points = ({ models = [], reference, shifted }: typeof group) =>
    Array.from(models, (name, i) => ({
      name,
      reference: reference[i],
      shifted: shifted[i],
    }));
  const drawn = {
    baselines: points(baseline),
    pretrained: points(group).map((point) => ({
      ...point,
      source: point.name.includes("lite0")
        ? "efficientnet-lite0"
        : "pre-trained",
      strategy: point.name.includes("linear-probe") ? "linear-probe" : "full",
    })),
  };
  const line = isLine ? lineOfAll(baseline) : undefined;
  return line
    ? { ...drawn, line, effectiveRobustness: { mean, lower, upper } }
    : drawn;
}

/** A shift's robustness as it is and as all others predict it, in the order of the share, as `robustnessByShift` takes it. */
export function predictionRows(
  shares: readonly ShiftShare[],
  { leftOut }: ShiftPrediction,
): (PartRow & { source: string })[] {
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  return leftOut
    .map((left, i) => ({ left, row: shares[i] }))
    .sort((a, b) => b.row.share.mean - a.row.share.mean)
    .flatMap(({ left, row }) => {
      const shift = `${spokenName(row.shift)}: ${percent(row.share.mean)}`;
      const kind =
        row.kind === "in support"
          ? ("in support" as const)
          : ("out of support" as const);
      const { mean, lower, upper } = row.robustness;
      return [
        {
          shift,
          kind,
          source: "measured",
          mean,
          lower,
          upper,
          isLine: row.isLine,
        },
        { shift, kind, source: "predicted", ...left.predicted, isLine: true },
      ];
    });
}
