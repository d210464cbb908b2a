import { asNumber, asPercent, asPoints, verdictOf } from "../../robustness";
import type { AskedKind, Recommendation, Remedy, ShiftReport } from "./report";

/** A shift in support leaves less than this beyond its density ratio's limit (0.01/ε, as `measureSupport` has it); one out of it, most. */
const LITTLE = 0.1;
const MOST = 0.5;
/** A change of an attribute's tie to the class that is worth a word. */
const TIE = 0.1;

/**
 * Of what kind a shift is.
 *
 * @param share out of support. @param auc of the domain classifier.
 */
export function kindOf({
  share,
  auc,
}: Pick<ShiftReport, "share" | "auc">): AskedKind {
  if (auc.lower <= 0.5) return "no shift";
  if (share.upper < LITTLE) return "in support";
  return share.lower > MOST ? "out of support" : "mixed";
}

/** What the paper's rule of thumb advises for each kind: pre-training against what is new, other remedies against a bias. */
export const remedies: { [kind in AskedKind]: Remedy } = {
  "no shift": "nothing",
  "in support": "undo the bias",
  mixed: "both",
  "out of support": "pre-training",
};

/** What to try, and why, from the numbers of a report. */
export function recommend(
  report: Omit<ShiftReport, "recommendation" | "cannotKnow">,
): Recommendation {
  const others = [...labelClauses(report), ...attributeClauses(report)];
  const seen = kindOf(report);
  // What goes with what can change though no image looks new.
  const isUnseen = seen === "no shift" && others.length > 0;
  const kind = isUnseen ? "in support" : seen;
  return {
    kind,
    remedy: remedies[kind],
    clauses: [
      isUnseen ? unseenClause(report) : kindClause(kind, report),
      ...predictionClauses(seen, report),
      ...others,
    ],
  };
}

const toldApart = ({ auc }: Pick<ShiftReport, "auc">) =>
  `a classifier on ImageNet features tells the samples apart with an area under the ROC curve of ${asNumber(auc, 3)}`;

const unseenClause = (report: Pick<ShiftReport, "auc">): string =>
  `No image looks new: ${toldApart(report)}, which is no better than chance. What differs is what goes with what, or how often; models that lean on it fail through a bias.`;

function kindClause(
  kind: AskedKind,
  { share, auc, epsilon }: Omit<ShiftReport, "recommendation" | "cannotKnow">,
): string {
  const told = toldApart({ auc });
  const out = `${asPercent(share)} of the shifted images are out of support (at least ${1 / epsilon} times as dense as in the reference sample)`;
  switch (kind) {
    case "no shift":
      return `No shift is found: ${told}, which is no better than chance.`;
    case "in support":
      return `Hardly anything is new: ${out}, though ${told}. Models fail through a bias of the reference data, if they fail; undo it by balanced or reweighted data, or by refitting the last layer on a group-balanced set.`;
    case "out of support":
      return `Most of it is new: ${out}. Models may fail because they extrapolate badly; pre-training on data that have seen such things is what may help.`;
    default:
      return `Something is new: ${out}, and ${told}. Both remedies may be needed: pre-training for what is new, balanced data for the rest.`;
  }
}

function predictionClauses(
  kind: AskedKind,
  { prediction }: Omit<ShiftReport, "recommendation" | "cannotKnow">,
): string[] {
  if (!prediction || kind === "no shift") return [];
  const { robustness, shifts, error } = prediction;
  const verdict = verdictOf(robustness);
  const said = {
    "above zero": "so it is likely to help",
    "below zero": "so it is likely to hurt",
    "about zero": "so it is likely to change nothing",
    undecided: "which leaves open whether it helps",
  }[verdict];
  return [
    `By the laboratory's ${shifts} shifts, ImageNet pre-training would bring ${asPoints(robustness, 1)} points of effective robustness (95 % prediction interval; left out in turn, a shift is missed by ${asPoints(error, 1)} points), ${said}.`,
  ];
}

function labelClauses({
  labelShift,
}: Omit<ShiftReport, "recommendation" | "cannotKnow">): string[] {
  if (!labelShift) return [];
  const { distance, chance, onlyShifted } = labelShift;
  return [
    ...(onlyShifted.length > 0
      ? [
          `Classes that the reference sample lacks: ${onlyShifted.join(", ")}. No model trained on it can name them.`,
        ]
      : []),
    ...(distance > chance
      ? [
          `The classes' shares differ by ${asPercent(distance)} (total variation; chance would rarely exceed ${asPercent(chance)}), so reweight the classes or the model's prior.`,
        ]
      : []),
  ];
}

function attributeClauses({
  attributes,
}: Omit<ShiftReport, "recommendation" | "cannotKnow">): string[] {
  return attributes
    .filter(
      ({ association: { reference, shifted } }) =>
        Math.abs(reference - shifted) > TIE,
    )
    .map(
      ({ attribute, association: { reference, shifted } }) =>
        `"${attribute}" goes with the class in the reference sample (Cramér's V ${reference.toFixed(2)}) otherwise than in the shifted one (${shifted.toFixed(2)}), so it is a cue to break: balance it within each class.`,
    );
}
