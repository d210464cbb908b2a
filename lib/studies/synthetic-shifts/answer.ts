import { asPoints, verdictOf, type Interval } from "../../robustness";
import {
  ALL,
  robustnessByKind,
  robustnessUnder,
  type StudiedRobustness,
} from "./analyse";
import { listed } from "../shared/listed";

/**
 * The study's answer in two sentences of Markdown: robustness in support, out of support, on drawings, and what it differs by; each with its
 * interval and verdict.
 *
 * @param table of `shiftRobustness`.
 * @param group default all pre-trained networks.
 */
export function answerText(
  table: readonly StudiedRobustness[],
  group: string = ALL,
): string {
  const { means, difference } = robustnessByKind(table, group);
  const said = means.map(
    ({ kind, shifts, robustness }) =>
      `${placeOf[kind]} **${asPoints(robustness, 1)}** points (${verdictOf(robustness)}; ${shifts} ${shifts === 1 ? "shift" : "shifts"})`,
  );
  const first = `Pre-training brings ${listed(said)}, against networks from scratch that are as accurate on the reference set.`;
  return difference ? `${first} ${differenceText(difference)}` : first;
}

const placeOf = {
  "in support": "in support",
  "out of support": "out of support",
  natural: "on drawings, a natural shift out of support,",
} as const;

function differenceText(difference: Interval): string {
  const verdict = verdictOf(difference);
  const meaning = {
    "above zero": "so the paper's rule of thumb holds on average",
    "below zero": "so the paper's rule of thumb is turned round here",
    "about zero": "so the kind of shift makes no difference here",
    undecided: "so whether the kind of shift matters is undecided",
  }[verdict];
  return `Out of support it brings **${asPoints(difference, 1)}** points more than in support, ${meaning}.`;
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

/** How the shifts of a kind stand to the rule of thumb, in a sentence. */
export function ruleText(table: readonly StudiedRobustness[]): string {
  const all = table.filter(({ group }) => group === ALL);
  const named = (rule: StudiedRobustness["rule"]) =>
    all
      .filter((row) => row.rule === rule)
      .map(({ shift, robustness }) => `${shift} (${asPoints(robustness, 1)})`);
  const part = (rule: StudiedRobustness["rule"], says: string) => {
    const shifts = named(rule);
    return shifts.length === 0 ? [] : [`${says}: ${shifts.join(", ")}.`];
  };
  const agree = named("agrees").length;
  return [
    `The rule of thumb agrees in ${agree} of ${all.length} shifts.`,
    ...part("disagrees", "It disagrees in"),
    ...part("undecided", "Undecided"),
  ].join(" ");
}
