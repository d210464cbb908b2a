import type { Verdict } from "../../robustness";
import { distinct } from "../shared/distinct";
import { listed } from "../shared/listed";

const order: Verdict[] = [
  "above zero",
  "about zero",
  "below zero",
  "undecided",
];

/** Differences of some groups sorted by what they come to, as a Markdown list: a line a group. */
export function byVerdict(
  found: readonly { group: string; said: string; verdict: Verdict }[],
): string {
  const lines = distinct(found.map(({ group }) => group)).map((group) => {
    const parts = order.flatMap((verdict) => {
      const those = found.filter(
        (each) => each.group === group && each.verdict === verdict,
      );
      return those.length > 0
        ? [`**${verdict}** ${listed(those.map(({ said }) => said))}`]
        : [];
    });
    return `- ${group}: ${parts.join("; ")}.`;
  });
  return lines.join("\n");
}
