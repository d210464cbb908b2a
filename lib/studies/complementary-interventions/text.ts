import {
  asPercent,
  asPoints,
  verdictOf,
  type PartOverlap,
  type Verdict,
} from "../../robustness";
import type { ArmRobustness } from "./analyse";
import type { Interference } from "./corrections";
import type { Intervention } from "./plan";
import { testedParts, type TestedPart } from "./results";
import { pointsCell } from "../shared/points-cell";
import { robustnessDifference } from "../shared/robustness-difference";

type Other = Exclude<Intervention, "none">;

/** The three arms beside the baseline on one part; undefined where one is missing. */
function armsOn(
  table: readonly ArmRobustness[],
  part: TestedPart,
  intervention: Other,
) {
  const [pretrained, intervened, together] = [
    "pre-trained",
    intervention,
    `pre-trained and ${intervention}`,
  ].map((arm) => table.find((row) => row.part === part && row.arm === arm));
  return (
    pretrained && intervened && together && { pretrained, intervened, together }
  );
}

const said = ({ robustness, verdict }: ArmRobustness) =>
  `**${asPoints(robustness, 1)}** points (${verdict})`;

/** What too few results leave to be said. */
const MISSING =
  "Too few runs are stored to say whether the remedies complement each other: npm run sweep -- complementary-interventions.";

/**
 * The answer in two sentences of Markdown: what each remedy and both bring under the whole shift, and whether they correct the same images.
 *
 * @param table of `armRobustness`.
 * @param overlap of `overlapOf`, its first row being all images.
 */
export function complementText(
  table: readonly ArmRobustness[],
  overlap: readonly PartOverlap[] = [],
  intervention: Other = "reweighted",
): string {
  const arms = armsOn(table, "all four", intervention);
  if (!arms) return MISSING;
  const { pretrained, intervened, together } = arms;
  const more = [pretrained, intervened].map((alone) =>
    verdictOf(robustnessDifference(together, alone)),
  );
  const most = more.every((verdict) => verdict === "above zero")
    ? "more than either alone"
    : "which is not told from the better one alone";
  const first =
    `Under a shift that breaks a bias in half of the photographs and turns half of them, pre-training brings ${said(pretrained)}, an intervention against the bias ${said(intervened)}, ` +
    `and both together ${said(together)}, ${most}.`;
  const [all] = overlap;
  if (!all) return first;
  return `${first} ${sharedText(all)}`;
}

function sharedText({
  wrong,
  corrected,
  shared,
  expected,
  lower,
  upper,
  verdict,
}: PartOverlap): string {
  const than = {
    less: "fewer than",
    "as chance": "about as many as",
    more: "more than",
  }[verdict];
  return (
    `Of ${wrong.toLocaleString("en")} images that the baseline gets wrong, pre-training corrects ${asPercent(corrected[0] / wrong, 0)} and the intervention ${asPercent(corrected[1] / wrong, 0)}; ` +
    `**${asPercent(shared / wrong, 0)} are corrected by both, ${than} the ${asPercent({ mean: expected / wrong, lower: lower / wrong, upper: upper / wrong }, 0)} that chance gives.**`
  );
}

/**
 * Whether each of the paper's claims holds, as a Markdown list.
 *
 * @param table of `armRobustness`.
 */
export function complementClaims(
  table: readonly ArmRobustness[],
  overlap: readonly PartOverlap[] = [],
  intervention: Other = "reweighted",
): string {
  const whole = armsOn(table, "all four", intervention);
  const biased = armsOn(table, "bias broken", intervention);
  const turned = armsOn(table, "turned", intervention);
  if (!whole || !biased || !turned) return MISSING;
  const [overPretrained, overIntervened] = [
    whole.pretrained,
    whole.intervened,
  ].map((alone) => robustnessDifference(whole.together, alone));
  const gains = [overPretrained, overIntervened].map((each) => verdictOf(each));
  const own = [whole.pretrained, whole.intervened].map(
    ({ verdict }) => verdict,
  );
  const [all] = overlap;
  return [
    `- *Each remedy has robustness of its own*: ${standing(own)}: ${said(whole.pretrained)} by pre-training, ${said(whole.intervened)} by the intervention.`,
    `- *Together they have the most*: ${standing(gains)}: ${asPoints(overPretrained, 1)} points over pre-training alone (${gains[0]}), ${asPoints(overIntervened, 1)} over the intervention alone (${gains[1]}).`,
    `- *Pre-training helps where something is new*: ${said(turned.pretrained)} on turned photographs, ${said(biased.pretrained)} where the bias breaks.`,
    `- *The intervention helps where the bias breaks*: ${said(biased.intervened)} there, ${said(turned.intervened)} on turned photographs.`,
    ...(all
      ? [
          `- *They barely correct the same images*: ${overlapStanding[all.verdict]}: ${all.shared} shared, ${all.expected.toFixed(0)} [${all.lower}, ${all.upper}] by chance.`,
        ]
      : []),
  ].join("\n");
}

/** Whether a claim that all of some effects are above zero holds. */
function standing(verdicts: readonly Verdict[]): string {
  if (verdicts.every((verdict) => verdict === "above zero")) return "holds";
  return verdicts.includes("about zero") || verdicts.includes("below zero")
    ? "does not hold"
    : "undecided";
}

const overlapStanding = {
  less: "holds",
  "as chance": "not shown",
  more: "does not hold",
};

/** Robustness of each arm on each part as texts, a row an arm; a star where the baseline is no line. */
export function complementRows(
  table: readonly ArmRobustness[],
): { [column: string]: string }[] {
  const arms = [...new Set(table.map(({ arm }) => arm))];
  return arms.map((arm) => {
    const ours = table.filter((row) => row.arm === arm);
    const cells = testedParts.map((part) => {
      const row = ours.find((each) => each.part === part);
      return [part, pointsCell(row?.robustness)];
    });
    return { arm, ...Object.fromEntries(cells) };
  });
}

/**
 * Where the two interfere, in a sentence of Markdown: of what either corrects by itself, how much both together lose; and what they gain.
 *
 * @param rows of `interferenceOf`, the first being all images.
 */
export function interferenceText([
  all,
  ...parts
]: readonly Interference[]): string {
  const share = ({ lost, together, gained }: Interference) =>
    lost / (lost + together - gained);
  const worst = parts.reduce((a, b) => (share(b) > share(a) ? b : a));
  return (
    `Of the images that either remedy corrects by itself, both together lose **${asPercent(share(all), 0)}**, most of all where *${worst.part}* (${asPercent(share(worst), 0)}); ` +
    `they gain ${all.gained.toLocaleString("en")} that neither corrects by itself, beside ${all.lost.toLocaleString("en")} lost.`
  );
}
