import { asPercent, type Verdict } from "../../robustness";
import { mean } from "../../numerics";
import type { Profile } from "../../runs";
import { listed } from "../shared/listed";
import { byRichness, rowOf, type Inherited } from "./analyse";
import { methodName } from "./method-name";
import { pairedDifference } from "./paired";
import { inheritancePlans } from "./plan";
import { meanOf, richerPretraining, type RicherPretraining } from "./richness";
import { points } from "./tables";

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
  const said = richer.map((each) => {
    const { bases, difference, verdict } = each;
    const article = bases.length > 1 ? "the " : "";
    return `${article}${meanOf(each)} ${richnessWords[verdict]} (${points(difference)} points)`;
  });
  return `${richnessLead(richer)}: against *${richer[0].against}*, ${listed(said)}.`;
}

function richnessLead(richer: readonly RicherPretraining[]): string {
  const count = (wanted: Verdict) =>
    richer.filter(({ verdict }) => verdict === wanted).length;
  const more = count("below zero");
  if (more === richer.length) return "Richer pre-training **loses more**";
  if (more > 0)
    return `Richer pre-training **loses more in ${more} of ${richer.length} comparisons**`;
  if (count("undecided") > 0 && count("above zero") === 0)
    return "Whether richer pre-training loses more is **undecided**";
  return "Richer pre-training **need not lose more**";
}

const richnessWords: { [verdict in Verdict]: string } = {
  "below zero": "loses more",
  "above zero": "loses less",
  "about zero": "loses about as much",
  undecided: "is undecided",
};

/** How robust networks are in absolute terms before and after, and how far from the poorest then, as sentences: losing more need not be ending lower. */
export function absoluteText(
  table: readonly Inherited[],
  method = "full",
): string {
  const rows = byRichness(table, method);
  if (rows.length === 0) return TOO_FEW;
  const said = rows.map(({ base, once }) => {
    const [before, after] = when.map((moment) =>
      asPercent(mean(once.map((each) => each[moment])), 0),
    );
    return `${base} from ${before} to ${after}`;
  });
  return `Accuracy on the other sets, before and after: ${listed(said)}.${fromPoorestText(rows)}`;
}

const when = ["before", "after"] as const;

/** With a blank before it; empty where repetitions are too few. */
function fromPoorestText([poorest, ...others]: readonly Inherited[]): string {
  const said = others.flatMap((row) => {
    const [before, after] = when.map((moment) =>
      pairedDifference(row, poorest, (once) => once[moment]),
    );
    return before && after
      ? [`${row.base} ${points(before)} before and ${points(after)} after`]
      : [];
  });
  return said.length > 0
    ? ` In points from ${poorest.base}: ${said.join("; ")}.`
    : "";
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
      return missing.length > 0
        ? [`- ${name}: ${missing.map(methodName).join(", ")}`]
        : [];
    }),
  );
  return open.length > 0
    ? `Not computed yet, or not with all seeds (\`npm run sweep -- inheritance\`):\n\n${open.join("\n")}`
    : undefined;
}
