import { asPoints, verdictOf, type Interval } from "../../robustness";
import {
  ALL,
  byPlace,
  robustnessByKind,
  robustnessUnder,
  ruleOfThumb,
  type KindRobustness,
  type StudiedRobustness,
} from "./analyse";
import { distinct } from "../shared/distinct";
import { listed } from "../shared/listed";

/**
 * The study's answer in two sentences of Markdown: robustness in support, out of support and on drawings, each with its interval and verdict; what
 * that says of the rule of thumb, and how much the kinds differ, without and with the drawings.
 *
 * @param table of `shiftRobustness`.
 * @param group default all pre-trained networks.
 */
export function answerText(
  table: readonly StudiedRobustness[],
  group: string = ALL,
): string {
  const found = robustnessByKind(table, group);
  const said = found.means.map(
    ({ kind, shifts, robustness }, i) =>
      `${placeOf[kind]} **${asPoints(robustness, 1)}**${i === 0 ? " points of shifted accuracy" : ""} (${verdictOf(robustness)}; ${shifts} ${shifts === 1 ? "shift" : "shifts"})`,
  );
  const first = `Against networks from scratch that are as accurate on the reference set, pre-training brings ${listed(said)}.`;
  return found.difference ? `${first} ${ruleOnAverage(found)}` : first;
}

const placeOf = {
  "in support": "in support",
  "out of support": "out of support",
  natural: "on drawings, a natural shift out of support,",
} as const;

/** What the means over shifts say of the rule of thumb, each half of it by itself, and of the difference between the kinds. */
function ruleOnAverage(found: KindRobustness): string {
  const { means, difference, differenceWithNatural } = found;
  const verbs = { agrees: "holds", disagrees: "fails", undecided: "is open" };
  const halves = means
    .filter(({ kind }) => kind !== "natural")
    .map(
      ({ kind, robustness }) =>
        `${verbs[ruleOfThumb(kind, verdictOf(robustness))]} ${kind}`,
    );
  const withDrawings = differenceWithNatural
    ? `, and **${asPoints(differenceWithNatural, 1)}** more (${verdictOf(differenceWithNatural)}) with the drawings counted as out of support`
    : "";
  return `So on average the paper's rule of thumb ${listed(halves)}; out of support pre-training brings **${asPoints(difference!, 1)}** points more than in support (${verdictOf(difference!)})${withDrawings}.`;
}

/**
 * The answer of each model and method that was tried under every shift, as a Markdown list: means over shifts are compared fairly where they are of
 * the same networks.
 *
 * @param table of `shiftRobustness`.
 */
export function commonGroupsText(table: readonly StudiedRobustness[]): string {
  const shifts = distinct(table.map(({ shift }) => shift)).length;
  const groups = distinct(table.map(({ group }) => group)).filter(
    (group) =>
      group !== ALL &&
      table.filter((row) => row.group === group).length === shifts,
  );
  if (groups.length === 0) return "No network was tried under every shift.";
  const told = (gain: Interval) => `${asPoints(gain, 1)} (${verdictOf(gain)})`;
  const lines = groups.map((group) => {
    const found = robustnessByKind(table, group);
    const { means, difference, differenceWithNatural } = found;
    const parts = [
      ...means.map(({ kind, robustness }) => `${kind} ${told(robustness)}`),
      difference && `out of support minus in support ${told(difference)}`,
      differenceWithNatural &&
        `with natural shifts ${told(differenceWithNatural)}`,
    ];
    return `- **${group}**: ${parts.filter(Boolean).join("; ")}.`;
  });
  return `Means over the shifts of a kind, in points, of the networks that were tried under every shift:\n\n${lines.join("\n")}`;
}

/**
 * What pre-training came to under one shift, in a sentence of Markdown.
 *
 * @param table of `shiftRobustness`.
 * @throws Error where the table lacks the shift.
 */
export function shiftText(
  table: readonly StudiedRobustness[],
  shift: string,
): string {
  const { kind, robustness, verdict, rule } = robustnessUnder(table, shift);
  const what = robustness.isLine
    ? "effective robustness"
    : "difference at matched reference accuracy (networks from scratch lie on no line)";
  const place = kind === "natural" ? "out of support, natural" : kind;
  return `Under **${shift}** (${place}) pre-training brings **${asPoints(robustness, 1)}** points of ${what}: ${verdict}, ${standing[rule]}.`;
}

const standing = {
  agrees: "as the paper's rule of thumb says",
  disagrees: "against the paper's rule of thumb",
  undecided: "which leaves the paper's rule of thumb open",
};

/** How many shifts of either kind are as the rule of thumb says, and which are not, in a sentence. */
export function ruleText(table: readonly StudiedRobustness[]): string {
  const all = table.filter(({ group }) => group === ALL);
  const parts = byPlace(all).map(({ place, here }) => {
    const named = (rule: StudiedRobustness["rule"]) =>
      here.filter((row) => row.rule === rule).map(({ shift }) => shift);
    const [against, open] = [named("disagrees"), named("undecided")];
    const others = [
      ...(against.length > 0 ? [`against it: ${listed(against)}`] : []),
      ...(open.length > 0 ? [`undecided: ${listed(open)}`] : []),
    ].join("; ");
    return `in ${named("agrees").length} of ${here.length} ${place}${others && ` (${others})`}`;
  });
  return `Shift by shift it agrees ${listed(parts)}.`;
}
