import { asPoints, verdictOf } from "../../robustness";
import { listed } from "../shared/listed";
import type { BiasRobustness } from "./analyse";
import type { HyperparameterRobustness } from "./hyperparameters";
import { pathStages, type StageRobustness } from "./path";
import { robustnessDifference } from "../shared/robustness-difference";

/**
 * Under which shifts fine-tuning ends without robustness above zero, and what each step on the way there did, as a Markdown list.
 *
 * @param path of `robustnessAlongPath`, of EfficientNet-Lite0.
 */
export function pathText(path: readonly StageRobustness[]): string {
  const at = (shift: string, stage: StageRobustness["stage"]) =>
    path.find((row) => row.shift === shift && row.stage === stage);
  const ends = path.filter(({ stage }) => stage === pathStages.at(-1));
  if (ends.length === 0)
    return "EfficientNet-Lite0 has not been fully fine-tuned here.";
  const unhelped = ends.flatMap((end) => {
    const { shift, verdict } = end;
    if (verdict === "above zero") return [];
    const frozen = at(shift, "pre-trained, frozen");
    const alone = at(shift, "same network, from scratch");
    const change = frozen && robustnessDifference(end, frozen);
    return [{ shift, end, frozen, alone, change }];
  });
  if (unhelped.length === 0)
    return "EfficientNet-Lite0, fully fine-tuned, is above zero under every shift out of support.";
  const lines = unhelped.map(({ shift, end, frozen, alone, change }) => {
    const said = [
      `${asPoints(end.robustness, 1)} points (${end.verdict}) at the end`,
      alone &&
        `from scratch: ${asPoints(alone.robustness, 1)} (${alone.verdict})`,
      frozen &&
        `frozen features: ${asPoints(frozen.robustness, 1)} (${frozen.verdict})`,
      change &&
        `fine-tuning changes it by ${asPoints(change, 1)} (${verdictOf(change)})`,
    ];
    return `- **${shift}**: ${said.filter(Boolean).join("; ")}.`;
  });
  const where = (isSo: (row: (typeof unhelped)[number]) => boolean) =>
    listed(unhelped.filter(isSo).map(({ shift }) => shift)) || "none";
  const lost = where(
    ({ change }) => !!change && verdictOf(change) === "below zero",
  );
  const before = where(({ frozen }) => frozen?.verdict === "below zero");
  return `EfficientNet-Lite0, fully fine-tuned, is not above zero under ${unhelped.length} of ${ends.length} shifts out of support. Of these, fine-tuning lowers it under: ${lost}; frozen features are below zero already under: ${before}.\n\n${lines.join("\n")}`;
}

/**
 * Robustness against the bias with the fewest and the most reference images at each strength, and what more images change, as Markdown.
 *
 * @param biases of `robustnessByBias`; the pre-trained network's alone are spoken of.
 */
export function biasText(biases: readonly BiasRobustness[]): string {
  const ours = biases.filter(({ group }) => !group.includes("from-scratch"));
  const strengths = [...new Set(ours.map(({ strength }) => strength))];
  const lines = strengths.map((strength) => {
    const here = ours.filter((row) => row.strength === strength);
    const [few, most] = [here[0], here.at(-1)!];
    const images = (count: number) => count.toLocaleString("en");
    const start = `- **p = ${strength}**: ${asPoints(few.robustness, 1)} points with ${images(few.train)} images (${few.verdict})`;
    const limits = limitsText(here);
    if (few === most) return `${start}.${limits}`;
    const change = robustnessDifference(most, few);
    return `${start}, ${asPoints(most.robustness, 1)} with ${images(most.train)} (${most.verdict}); more images change it by ${asPoints(change, 1)} (${verdictOf(change)}).${limits}`;
  });
  const helped = ours.filter(({ verdict }) => verdict === "above zero").length;
  return `Pre-training helps against this bias in ${helped} of the ${ours.length} cases tried, by strength and number of images:\n\n${lines.join("\n")}`;
}

/** Of one strength: that networks from scratch lie on no line, and where the pre-trained ones are more, or less, accurate than any of them. */
function limitsText(here: readonly BiasRobustness[]): string {
  const [{ robustness }] = here;
  const noLine = robustness.isLine
    ? ""
    : ` Networks from scratch lie on no line (median R² ${robustness.medianRSquared.toFixed(2)}), so these are matched differences.`;
  const beyond = here.filter((row) => row.robustness.extrapolated > 0);
  const counts = beyond.map(
    (row) =>
      `${row.robustness.extrapolated} of ${row.robustness.count} with ${row.train.toLocaleString("en")}`,
  );
  return counts.length === 0
    ? noLine
    : `${noLine} Beyond the reference accuracies of networks from scratch: ${listed(counts)}.`;
}

/**
 * What each hyper-parameter of fine-tuning changes of the study's own robustness, as a Markdown list: the values that change it, and by how much.
 *
 * @param varied of `robustnessByHyperparameter`.
 */
export function hyperparameterText(
  varied: readonly HyperparameterRobustness[],
): string {
  const shifts = [...new Set(varied.map(({ shift }) => shift))];
  if (shifts.length === 0)
    return "No hyper-parameter of fine-tuning has been varied yet.";
  const changes = varied.flatMap((row) => {
    if (row.isStudied) return [];
    const own = varied.find(
      ({ shift, name, isStudied }) =>
        isStudied && shift === row.shift && name === row.name,
    );
    if (!own) return [];
    const change = robustnessDifference(row, own);
    return [{ ...row, change, verdict: verdictOf(change) }];
  });
  const lines = shifts.map((shift) => {
    const here = changes.filter((row) => row.shift === shift);
    const moved = here.filter(({ verdict }) => /above|below/.test(verdict));
    const named = moved.map(
      ({ name, value, change }) =>
        `${name} ${value} (${asPoints(change, 1)} points)`,
    );
    return `- **${shift}**: ${moved.length} of ${here.length} other values change it${named.length > 0 ? `: ${listed(named)}` : ""}.`;
  });
  return `Against the study's own recipe, one value changed at a time (where none did, about one in twenty would still seem to):\n\n${lines.join("\n")}`;
}
