import { asNumber, verdictOf } from "../../robustness";
import { byRichness, rowOf, type Inherited } from "./analyse";
import { methodName } from "./method-name";
import { pairedDifference } from "./paired";
import type { Ranking } from "./rankings";
import { methodsOf, points } from "./tables";
import { byVerdict } from "./by-verdict";

/** Which method keeps most of each network's robustness, whether it is ahead of the next, and what it gains on its own set, as a Markdown list. */
export function methodsText(table: readonly Inherited[]): string {
  const said = byRichness(table).flatMap((full) => {
    const [best, next] = methodsOf(table)
      .flatMap((method) => rowOf(table, full.base, method) ?? [])
      .sort((a, b) => b.mean.mean - a.mean.mean);
    if (!next) return [];
    const name = methodName(best.method);
    return [
      `- *${full.base}*: **${name}** (${points(best.mean)}), ${leadText(best, next)}; it gains ${points(best.gain)} points on its own set, full ${points(full.gain)}.`,
    ];
  });
  return said.length > 0
    ? `What keeps most, by its mean:\n\n${said.join("\n")}`
    : "Methods are not computed yet.";
}

function leadText(best: Inherited, next: Inherited): string {
  const lead = pairedDifference(best, next);
  const name = methodName(next.method);
  if (!lead) return `before ${name} in a single repetition`;
  return lead.lower > 0
    ? `${points(lead)} points ahead of ${name}`
    : `not shown to be ahead of ${name} (${points(lead)} points)`;
}

/** What each method keeps of each network's robustness compared to full fine-tuning, repetition by repetition, as a Markdown list. */
export function againstFullText(table: readonly Inherited[]): string {
  const found = table.flatMap((row) => {
    const full = rowOf(table, row.base, "full");
    if (!full || row.method === "full") return [];
    const difference = pairedDifference(row, full);
    if (!difference) return [];
    const said = `${methodName(row.method)} (${points(difference)})`;
    return [{ group: `*${row.base}*`, said, verdict: verdictOf(difference) }];
  });
  if (found.length === 0) return "No method can be compared to full yet.";
  return `mRI minus that of full, repetition by repetition (${found.length} comparisons, whose intervals are not widened for their number):\n\n${byVerdict(found)}`;
}

/** How stable the rankings of methods are, as a Markdown list. */
export const rankingText = (found: readonly Ranking[]): string =>
  found.length === 0
    ? "Too few methods are computed to rank them."
    : found
        .map(
          ({ base, methods, agreement, sameBest, repetitions }) =>
            `- *${base}*: ${methods.map(methodName).join(" > ")}; ` +
            (Number.isFinite(agreement)
              ? `Kendall's τ between repetitions ${asNumber(agreement, 2)}, the same first in ${sameBest} of ${repetitions}.`
              : "one repetition alone."),
        )
        .join("\n");
