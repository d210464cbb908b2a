import { asNumber, asPercent, type Verdict } from "../../robustness";
import { mean } from "../../numerics";
import type { Profile } from "../../runs";
import { distinct } from "../shared/distinct";
import { listed } from "../shared/listed";
import { byRichness, rowOf, type Inherited } from "./analyse";
import { inheritancePlans } from "./plan";
import { lossCorrelation, type LossPrediction } from "./prediction";
import type { LossPoint } from "./predictors";
import type { Ranking } from "./rankings";
import { richerPretraining, type RicherPretraining } from "./richness";
import { methodsOf, points } from "./tables";

const TOO_FEW =
  "Too few runs are stored to say what is inherited: npm run sweep -- inheritance.";

/**
 * The answer in two sentences of Markdown: what full fine-tuning leaves of each network's robustness, and whether richer pre-training loses more.
 *
 * @param table of `inherited`.
 */
export function inheritanceText(table: readonly Inherited[]): string {
  const rows = byRichness(table);
  if (rows.length === 0) return TOO_FEW;
  const said = rows.map(({ base, mean }) => `**${points(mean)}** (${base})`);
  return (
    `Fine-tuned to one of ${rows[0].sets.length} related sets, networks change on the others by ${listed(said)} points on average (mRI). ` +
    richnessText(table)
  );
}

/** The paper's question, whether richer pre-training loses more, as a sentence of Markdown. */
export function richnessText(
  table: readonly Inherited[],
  method = "full",
): string {
  const richer = richerPretraining(table, method);
  if (richer.length === 0)
    return "Whether richer pre-training loses more is not computed yet.";
  const said = richer.map(({ bases, difference, verdict }) => {
    const those = `${bases.length > 1 ? "the mean of " : ""}${listed(bases.map((base) => `*${base}*`))}`;
    return `${those} ${richnessWords[verdict]} (${points(difference)} points)`;
  });
  return `${richnessLead(richer)}: against *${richer[0].against}*, ${listed(said)}.`;
}

function richnessLead(richer: readonly RicherPretraining[]): string {
  const are =
    (wanted: Verdict) =>
    ({ verdict }: RicherPretraining) =>
      verdict === wanted;
  if (richer.every(are("below zero")))
    return "Richer pre-training **loses more**";
  if (richer.some(are("below zero")))
    return "Richer pre-training **loses more, but not always**";
  if (richer.some(are("undecided")) && !richer.some(are("above zero")))
    return "Whether richer pre-training loses more is **undecided**";
  return "Richer pre-training **need not lose more**";
}

const richnessWords: { [verdict in Verdict]: string } = {
  "below zero": "loses more",
  "above zero": "loses less",
  "about zero": "loses about as much",
  undecided: "is undecided",
};

/** How robust networks are in absolute terms before and after, as a sentence: losing more need not be ending lower. */
export function absoluteText(
  table: readonly Inherited[],
  method = "full",
): string {
  const rows = byRichness(table, method);
  if (rows.length === 0) return TOO_FEW;
  const said = rows.map(({ base, once }) => {
    const [before, after] = (["before", "after"] as const).map((when) =>
      asPercent(mean(once.map((each) => each[when])), 0),
    );
    return `${base} from ${before} to ${after}`;
  });
  return `Accuracy on the other sets, before and after: ${listed(said)}.`;
}

/** Which method keeps most of each network's robustness, as a sentence of Markdown. */
export function methodsText(table: readonly Inherited[]): string {
  const said = byRichness(table).flatMap(({ base }) => {
    const rows = methodsOf(table).flatMap(
      (method) => rowOf(table, base, method) ?? [],
    );
    if (rows.length < 2) return [];
    const best = rows.reduce((a, b) => (b.mean.mean > a.mean.mean ? b : a));
    return [`${base}: **${best.method}** (${points(best.mean)})`];
  });
  return said.length > 0
    ? `What keeps most: ${said.join("; ")}.`
    : "Methods are not computed yet.";
}

/** Which methods of which networks the study asks and has not computed yet for all seeds, as a sentence of Markdown; undefined where all are. */
export function inheritanceOpenText(
  profile: Profile,
  table: readonly Inherited[],
): string | undefined {
  const { stages, seeds } = inheritancePlans[profile];
  const open = stages.flatMap(({ bases, methods }) =>
    bases.flatMap(({ name }) => {
      const missing = methods.filter(
        (method) =>
          (rowOf(table, name, method)?.once.length ?? 0) < seeds.length,
      );
      return missing.length > 0 ? [`- ${name}: ${missing.join(", ")}`] : [];
    }),
  );
  return open.length > 0
    ? `Not computed yet, or not with all seeds (\`npm run sweep -- inheritance\`):\n\n${open.join("\n")}`
    : undefined;
}

/** How stable the rankings of methods are, as a Markdown list. */
export const rankingText = (found: readonly Ranking[]): string =>
  found.length === 0
    ? "Too few methods are computed to rank them."
    : found
        .map(
          ({ base, methods, agreement, sameBest, repetitions }) =>
            `- *${base}*: ${methods.join(" > ")}; ` +
            (Number.isFinite(agreement)
              ? `Kendall's τ between repetitions ${asNumber(agreement, 2)}, the same first in ${sameBest} of ${repetitions}.`
              : "one repetition alone."),
        )
        .join("\n");

/** Whether the data-set distance goes with the loss on the base data, over all networks and of each, as a sentence of Markdown. */
export function distanceText(found: readonly LossPoint[]): string {
  const measured = found.filter(({ by }) => by.transport !== undefined);
  if (distinct(measured.map(({ set }) => set)).length < 4)
    return "Too few distances are stored to say whether they go with the loss.";
  const bases = distinct(measured.map(({ base }) => base));
  const all = lossCorrelation(measured, "transport");
  const said = bases.map(
    (base) =>
      `${base} ${asNumber(lossCorrelation(measured, "transport", base), 2)}`,
  );
  const holds =
    all.lower > 0
      ? "The farther a set, the more is lost"
      : all.upper < 0
        ? "The farther a set, the less is lost"
        : "Whether more is lost the farther a set is stays undecided";
  return `${holds}: r = **${asNumber(all, 2)}** within networks (bootstrap over ${distinct(measured.map(({ set }) => set)).length} sets)${bases.length > 1 ? `; ${listed(said)}` : ""}.`;
}

/** What foretells the loss best on a set left out, as a sentence of Markdown. */
export function lossPredictionText(found: readonly LossPrediction[]): string {
  const none = found.find(({ predictor }) => predictor === "none");
  const measures = found.filter(({ predictor }) => predictor !== "none");
  if (!none || measures.length === 0)
    return "Too few distances are stored to compare what foretells the loss.";
  const best = measures.reduce((a, b) => (b.error.mean < a.error.mean ? b : a));
  const verdict =
    best.gain.upper < 0
      ? "better than the mean of the other sets"
      : best.gain.lower > 0
        ? "worse than the mean of the other sets"
        : "not clearly better than the mean of the other sets";
  return `Least wrong on a set left out: **${best.name}**, by ${points(best.error)} points, against ${points(none.error)} without any measure; ${verdict} (difference ${points(best.gain)}).`;
}
