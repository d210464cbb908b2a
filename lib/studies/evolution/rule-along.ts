import { byPlace, expectedAt, ruleOfThumb } from "../synthetic-shifts/analyse";
import { listed } from "../shared/listed";
import { followedName } from "./tables";
import type { Trajectory } from "./trajectories";

/**
 * At how many moments of training the rule of thumb holds, in support and out of support and shift by shift, in two sentences of Markdown; drawings are out of support, and
 * moments beyond the baseline's accuracies do not count.
 *
 * @param trajectories of one network.
 */
export function ruleAlongText(trajectories: readonly Trajectory[]): string {
  const counted = trajectories
    .map(({ shift, kind, moments }) => ({
      shift,
      kind,
      rules: moments
        .filter(({ isExtrapolated }) => !isExtrapolated)
        .map(({ verdict }) => ruleOfThumb(kind, verdict)),
    }))
    .filter(({ rules }) => rules.length > 0);
  const places = byPlace(counted).map(({ place, here }) => {
    const rules = here.flatMap((each) => each.rules);
    const shifts = here.map((each) => `${each.shift} ${agreeing(each.rules)}`);
    return `${place} (${expectedAt[place]}) at **${agreeing(rules)}** moments (${shifts.join(", ")}; against it at ${count(rules, "disagrees")}, undecided at ${count(rules, "undecided")})`;
  });
  return places.length === 0
    ? "Too few runs are stored to say whether the rule of thumb holds along the way: npm run sweep -- evolution."
    : `Along the way of ${followedName(trajectories[0])}, the rule of thumb holds ${listed(places)}. Moments of one run are not independent of each other.`;
}

type Rule = ReturnType<typeof ruleOfThumb>;

const count = (rules: readonly Rule[], wanted: Rule): number =>
  rules.filter((rule) => rule === wanted).length;

const agreeing = (rules: readonly Rule[]): string =>
  `${count(rules, "agrees")} of ${rules.length}`;
