import { asNumber, asPercent, asPoints, verdictOf } from "../../robustness";
import { freshOf } from "./part-views";
import type { PartDifference } from "./part-differences";
import type { PartRobustness } from "./parts";
import { spokenName } from "./plan";
import type { ShiftPrediction } from "./predict";
import type { MixtureScore } from "./score-mixtures";
import type { ShiftShare } from "./shares";
import { methodNames } from "./split-views";
import { distinct } from "../shared/distinct";
import { listed } from "../shared/listed";

/**
 * What pre-training brings on the new and on the other images of mixtures with a known answer, and how much of what is new the split finds: two sentences of
 * Markdown.
 *
 * @param known of `knownParts`.
 * @param scores of `scoreMixtures`.
 */
export function naturalAnswer(
  known: readonly PartRobustness[],
  scores: readonly MixtureScore[],
): string {
  const said = (part: PartRobustness["part"], where: string) =>
    listed(
      known
        .filter((each) => each.part === part)
        .map(({ shift, robustness, verdict }) =>
          robustness
            ? `**${asPoints(robustness, 1)}** points (${verdict}) ${where} ${freshOf(shift)}`
            : `what is not measured yet ${where} ${freshOf(shift)}`,
        ),
    );
  return (
    `Where it is known which images are new, pre-training brings ${said("out of support", "on")}; ` +
    `on the other photographs ${said("in support", "beside")}. ${findingText(scores)}`
  );
}

/** How much more pre-training brings on what is new than beside it, with verdicts, in a sentence. */
export function differenceText(differences: readonly PartDifference[]): string {
  if (differences.length === 0)
    return "No shift has both parts measured, so that they cannot be compared.";
  const said = differences.map(
    (each) =>
      `${freshOf(each.shift)} **${asPoints(each, 1)}** points (${verdictOf(each)})`,
  );
  return `Within one mixture, pre-training brings on what is new, beyond what it brings beside it: ${listed(said)}.`;
}

/** How much of what is new logistic regression with one scalar finds, where it is common and where it is rare, in a sentence. */
function findingText(scores: readonly MixtureScore[]): string {
  const ours = scores.filter(
    ({ method, calibration }) => method === "linear" && calibration === "scale",
  );
  const parts = distinct(ours.map(({ fresh }) => fresh)).map((fresh) => {
    const of = ours
      .filter((score) => score.fresh === fresh)
      .sort((a, b) => b.share - a.share);
    const [common, rare] = [of[0], of.at(-1)!];
    const found = ({ recall, share }: MixtureScore) =>
      `**${asPercent(recall.mean, 0)}** where they make up ${asPercent(share, 0)}`;
    return `of ${fresh} ${found(common)} of the shifted images and ${found(rare)}`;
  });
  return `The paper's way of splitting finds, ${parts.join("; ")}.`;
}

/**
 * What another way to split finds of what is new, beside the paper's (logistic regression, one scalar), as a Markdown list: one line a new part and share.
 *
 * @param scores of `scoreMixtures`, of one ε.
 * @param other the other way.
 */
export function otherWayText(
  scores: readonly MixtureScore[],
  other: Pick<MixtureScore, "method" | "calibration">,
): string {
  const kindOf = ({ share, fresh }: MixtureScore) =>
    `${asPercent(share, 0)} ${fresh}`;
  const found = (
    kind: string,
    way: Pick<MixtureScore, "method" | "calibration">,
  ) =>
    scores.find(
      (score) =>
        kindOf(score) === kind &&
        score.method === way.method &&
        score.calibration === way.calibration,
    );
  const said = ({ recall, precision }: MixtureScore) =>
    `${asPercent(recall, 0)}${precision ? ` (${asPercent(precision.mean, 0)} of what it calls new is new)` : ""}`;
  return distinct(scores.map(kindOf))
    .flatMap((kind) => {
      const paper = found(kind, { method: "linear", calibration: "scale" });
      const ours = found(kind, other);
      if (!paper || !ours) return [];
      return [
        `- **${kind}**: ${asPercent(paper.recall, 0)} found by the paper's way, ${said(ours)} by ${methodNames[other.method]}, ${other.calibration}.`,
      ];
    })
    .join("\n");
}

/** Whether the share out of support, or the divergence, predicts what pre-training brings, in three sentences of Markdown. */
export function predictionText({
  by,
  shifts,
  correlation,
  rankCorrelation,
  leftOut,
  error,
  errorOfMean,
}: ShiftPrediction): string {
  const what = by === "share" ? "share out of support" : "divergence";
  const inside = leftOut.filter(({ isInside }) => isInside).length;
  const tells = error < 0.9 * errorOfMean;
  return (
    `Over ${shifts} shifts, what pre-training brings and the ${what} have a correlation of **${asNumber(correlation)}** (by ranks ${asNumber(rankCorrelation)}). ` +
    `Predicted from the ${what} by all other shifts, a shift's robustness is off by **${asPoints(error, 1)}** points; predicted by their mean, by ${asPoints(errorOfMean, 1)}. ` +
    `${inside} of ${shifts} lie within their 95 % interval: the ${what} ${tells ? "tells something" : "alone does not tell"} of what pre-training brings${tells ? `; the larger it is, the ${correlation.mean > 0 ? "more" : "less"}` : ""}.`
  );
}

/** Shares from which on a shift counts as mostly out of support, and up to which as hardly. */
const [HIGH, LOW] = [0.8, 0.2];

/** Shifts that say otherwise than the share out of support: mostly out and no gain above zero, or hardly out and yet a gain; in one or two sentences. */
export function contraryText(shares: readonly ShiftShare[]): string {
  const named = (rows: readonly ShiftShare[]) =>
    listed(
      rows.map(
        ({ shift, share, robustness }) =>
          `${spokenName(shift)} (${asPercent(share.mean, 0)} out; ${asPoints(robustness, 1)})`,
      ),
    );
  const isGain = ({ robustness }: ShiftShare) =>
    verdictOf(robustness) === "above zero";
  const idle = shares.filter((row) => row.share.mean >= HIGH && !isGain(row));
  const hidden = shares.filter((row) => row.share.mean <= LOW && isGain(row));
  const said = [
    idle.length > 0 &&
      `Mostly out of support, and yet no gain that is above zero: ${named(idle)}.`,
    hidden.length > 0 &&
      `Hardly out of support, and yet a gain: ${named(hidden)}.`,
  ].filter(Boolean);
  return said.length > 0
    ? said.join(" ")
    : "No shift says otherwise than its share out of support.";
}
