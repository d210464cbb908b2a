import { asPoints, verdictOf } from "../../robustness";
import { listed } from "../shared/listed";
import type { BiasRobustness } from "./analyse";
import type { HyperparameterRobustness } from "./hyperparameters";
import type { StageRobustness } from "./path";
import { robustnessDifference } from "../shared/robustness-difference";

/**
 * Under which shifts fine-tuning ends without robustness above zero, and what each step on the way there did, as a Markdown list.
 *
 * @param path of `robustnessAlongPath`.
 */
export function pathText(path: readonly StageRobustness[]): string {
  const shifts = [...new Set(path.map(({ shift }) => shift))];
  const at = (shift: string, stage: StageRobustness["stage"]) =>
    path.find((row) => row.shift === shift && row.stage === stage);
  const unhelped = shifts.filter((shift) => {
    const end = at(shift, "at the end of fine-tuning");
    return end && end.verdict !== "above zero";
  });
  if (unhelped.length === 0)
    return "Under every shift out of support, the fine-tuned network ends above zero.";
  const lines = unhelped.map((shift) => {
    const end = at(shift, "at the end of fine-tuning")!;
    const frozen = at(shift, "pre-trained, frozen");
    const alone = at(shift, "same architecture, from scratch");
    const said = [
      `ends at ${asPoints(end.robustness, 1)} points (${end.verdict})`,
      alone &&
        `the architecture alone, from scratch: ${asPoints(alone.robustness, 1)} (${alone.verdict})`,
      frozen && `frozen features: ${asPoints(frozen.robustness, 1)}`,
      frozen && `fine-tuning adds ${addedText(end, frozen)}`,
    ];
    return `- **${shift}** ${said.filter(Boolean).join("; ")}.`;
  });
  return `Not above zero at the end of fine-tuning are ${unhelped.length} of ${shifts.length} shifts out of support:\n\n${lines.join("\n")}`;
}

function addedText(end: StageRobustness, start: StageRobustness): string {
  const added = robustnessDifference(end, start);
  return `${asPoints(added, 1)} (${verdictOf(added)})`;
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
    if (few === most) return `${start}.`;
    const change = robustnessDifference(most, few);
    return `${start}, ${asPoints(most.robustness, 1)} with ${images(most.train)} (${most.verdict}); more images change it by ${asPoints(change, 1)} (${verdictOf(change)}).`;
  });
  const helped = ours.filter(({ verdict }) => verdict === "above zero").length;
  return `Pre-training helps against this bias in ${helped} of the ${ours.length} cases tried, by strength and number of images:\n\n${lines.join("\n")}`;
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
  return `Against the study's own recipe, one value changed at a time (by chance alone one in twenty would change it):\n\n${lines.join("\n")}`;
}
