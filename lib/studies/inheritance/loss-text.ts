import { asNumber } from "../../robustness";
import { distinct } from "../shared/distinct";
import { listed } from "../shared/listed";
import {
  LEAST_SETS,
  lossCorrelation,
  lossLead,
  type LossPrediction,
} from "./prediction";
import {
  isOutOfSupport,
  lossPredictors,
  type LossPoint,
  type LossPredictor,
} from "./predictors";
import { points } from "./tables";

/** Whether the data-set distance goes with the loss on the base data: over all networks, of each, and among the sets out of support alone; as Markdown. */
export function distanceText(found: readonly LossPoint[]): string {
  const measured = found.filter(({ by }) => by.transport !== undefined);
  const sets = setsOf(measured);
  if (sets < LEAST_SETS)
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
  return `${holds}: r = **${asNumber(all, 2)}** within networks (bootstrap over ${sets} sets)${bases.length > 1 ? `; ${listed(said)}` : ""}.${farSetsText(measured)}`;
}

const setsOf = (found: readonly LossPoint[]) =>
  distinct(found.map(({ set }) => set)).length;

/** The same among sets out of support, with a blank before it; empty where they are few or all. */
function farSetsText(measured: readonly LossPoint[]): string {
  const far = measured.filter(({ by }) => isOutOfSupport(by.outside!));
  const sets = setsOf(far);
  if (sets < LEAST_SETS || sets === setsOf(measured)) return "";
  const among = lossCorrelation(far, "transport");
  const shown =
    among.lower > 0
      ? "it foretells the loss, too"
      : among.upper < 0
        ? "it goes the other way"
        : "that is not shown";
  return ` Among the ${sets} sets out of support alone **${shown}**: r = ${asNumber(among, 2)}.`;
}

/** What foretells the loss best on a set left out, whether that is better than no measure and than the next, and what is not compared; as sentences of Markdown. */
export function lossPredictionText(found: readonly LossPrediction[]): string {
  const none = found.find(({ predictor }) => predictor === "none");
  const [best, next] = found
    .filter(({ predictor }) => predictor !== "none")
    .sort((a, b) => a.error.mean - b.error.mean);
  if (!none || !best)
    return "Too few distances are stored to compare what foretells the loss.";
  const verdict =
    best.gain.upper < 0
      ? "better than the mean of the other sets"
      : best.gain.lower > 0
        ? "worse than the mean of the other sets"
        : "not clearly better than the mean of the other sets";
  return `Least wrong on a set left out: **${best.name}**, by ${points(best.error)} points, against ${points(none.error)} without any measure; ${verdict} (difference ${points(best.gain)})${leadText(best, next)}.${missingText(found)}`;
}

function leadText(best: LossPrediction, next?: LossPrediction): string {
  if (!next) return "";
  const lead = lossLead(best, next);
  const shown = lead.upper < 0 ? "better" : "not clearly better";
  return `, and ${shown} than the next, ${next.name} (${points(lead)})`;
}

function missingText(found: readonly LossPrediction[]): string {
  const missing = (Object.keys(lossPredictors) as LossPredictor[]).filter(
    (key) => !found.some(({ predictor }) => predictor === key),
  );
  return missing.length > 0
    ? ` Not compared, since not every network has it yet: ${listed(missing.map((key) => lossPredictors[key]))}.`
    : "";
}
