import { BASE } from "../../experiments/related-sets";
import { mean } from "../../numerics";
import { asPercent } from "../../robustness";
import { listed } from "../shared/listed";
import {
  byRichness,
  overSeeds,
  type Inherited,
  type InheritedOnce,
} from "./analyse";
import { byVerdict } from "./by-verdict";
import { methodName } from "./method-name";
import { setsInSupport } from "./predictors";
import type { InheritanceRows } from "./results";
import { meanOf, richerPretraining } from "./richness";
import { methodsOf, points } from "./tables";

/** How accurate each network is on the base data before, as a sentence; empty where none is computed. */
export function baseAccuracyText(
  { before }: InheritanceRows,
  table: readonly Inherited[],
): string {
  const said = byRichness(table).map(({ base }) => {
    const found = overSeeds(
      before
        .filter((network) => network.base === base)
        .map(({ moments }) => moments.at(-1)![BASE]),
    );
    return `${base} ${asPercent(Number.isFinite(found.lower) ? found : found.mean)}`;
  });
  return said.length > 0
    ? `Accuracy on CIFAR-10's photographs before: ${listed(said)}.`
    : "";
}

/** Whether the richest pre-training loses more by other methods than full, as a Markdown list; empty where nothing is computed. */
export function otherMethodsText(table: readonly Inherited[]): string {
  const found = methodsOf(table).flatMap((method) => {
    const richest = richerPretraining(table, method).at(-1);
    if (!richest || method === "full") return [];
    const { difference, verdict, against } = richest;
    const said = `${methodName(method)} (${points(difference)})`;
    return [{ group: meanOf(richest), said, verdict, against }];
  });
  if (found.length === 0) return "";
  return `By other methods than full, mRI minus that of *${found[0].against}*:\n\n${byVerdict(found)}`;
}

/** What full fine-tuning to the sets near the base data costs each network, as a sentence; empty where there is no such set. */
export function nearSetsText(
  rows: InheritanceRows,
  table: readonly Inherited[],
): string {
  const networks = byRichness(table);
  const near = setsInSupport(rows);
  if (networks.length === 0 || near.length === 0) return "";
  const over = (of: (once: InheritedOnce, set: number) => number) =>
    listed(
      networks.map(({ base, sets, once }) => {
        const places = near.map((set) => sets.indexOf(set));
        const each = once.map((one) => mean(places.map((i) => of(one, i))));
        return `${points(overSeeds(each))} (${base})`;
      }),
    );
  return (
    `Adapted in full to what is mostly in support of the base data (${listed(near)}), networks lose ${over(({ losses }, i) => losses[i])} points on the base data, ` +
    `and change on the set adapted to by ${over(({ changes }, i) => changes[i][i])}.`
  );
}
