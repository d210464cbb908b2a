import { ruleOfThumb } from "../synthetic-shifts/analyse";
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
  const places = (["in support", "out of support"] as const).flatMap(
    (place) => {
      const here = trajectories.filter(
        ({ kind }) => (kind === "in support") === (place === "in support"),
      );
      const ofShifts = here.map(({ shift, kind, moments }) => ({
        shift,
        rules: moments
          .filter(({ isExtrapolated }) => !isExtrapolated)
          .map(({ verdict }) => ruleOfThumb(kind, verdict)),
      }));
      const rules = ofShifts.flatMap((each) => each.rules);
      if (rules.length === 0) return [];
      const count = (wanted: (typeof rules)[number]) =>
        rules.filter((rule) => rule === wanted).length;
      const parts = ofShifts
        .filter((each) => each.rules.length > 0)
        .map(
          (each) =>
            `${each.shift} ${each.rules.filter((rule) => rule === "agrees").length} of ${each.rules.length}`,
        );
      const expected = place === "in support" ? "about zero" : "above zero";
      return [
        `${place} (${expected}) at **${count("agrees")} of ${rules.length}** moments (${parts.join(", ")}; against it at ${count("disagrees")}, undecided at ${count("undecided")})`,
      ];
    },
  );
  return places.length === 0
    ? "Too few runs are stored to say whether the rule of thumb holds along the way: npm run sweep -- evolution."
    : `Along the way of ${followedName(trajectories[0])}, the rule of thumb holds ${listed(places)}. Moments of one run are not independent of each other.`;
}
