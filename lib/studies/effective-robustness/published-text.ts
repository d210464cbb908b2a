import { asPoints } from "../../robustness";
import { lineFault, type ImagenetRobustness } from "./analyse";

/** The most that any model gains on ImageNet-V2: Cohen-Wang et al., Figure 1; a fraction. */
export const REPORTED_MAXIMUM = 0.018;

/**
 * How robust a group of models is under a shift, by the measure that counts there: a sentence of Markdown with interval and verdict.
 *
 * @param who what the models are called. Default "pre-trained models".
 */
export function publishedText(
  result: ImagenetRobustness,
  who = "pre-trained models",
): string {
  const { shift, diagnosis, robustness, byLine, matched, verdict } = result;
  const count = result.models.length;
  const points = `**${asPoints(robustness, 1)}**`;
  return diagnosis.isLine
    ? `On **${shift.name}** ${count} ${who} have ${points} points of effective robustness (${verdict}), the most robust ${asPoints(byLine.maximum, 1)}.`
    : `On **${shift.name}** the ${matched.compared} of ${count} ${who} that models from scratch can match on ImageNet are ${points} points more accurate than those that match them (${verdict}).`;
}

/** What stands behind {@link publishedText}: why no line is gone by, how many models are compared, and what the paper has: Markdown. */
export function publishedNote(results: readonly ImagenetRobustness[]): string {
  return results.map(noteOn).join(" ");
}

function noteOn(result: ImagenetRobustness): string {
  const { shift, diagnosis, byLine, matched, models } = result;
  if (!diagnosis.isLine) {
    return (
      `On ${shift.name} models from scratch lie on no line by our rule (${lineFault(diagnosis)}), so the ` +
      `${matched.compared} of ${models.length} models within their range are compared with those nearest in accuracy; ` +
      `by the line that the paper draws, all ${models.length} gain ${asPoints(byLine, 1)} points.`
    );
  }
  if (shift.name !== "ImageNet-V2") return "";
  const agrees =
    byLine.maximum <= REPORTED_MAXIMUM ? "we agree" : "we disagree";
  return `The paper reports that no model gains more than ${asPoints(REPORTED_MAXIMUM)} points on ${shift.name}; here it is ${asPoints(byLine.maximum)}: ${agrees}.`;
}

/** A row a shift: whether the baseline is a line, the measure that counts, its verdict, and the distance from the line beside it. */
export const publishedRows = (results: readonly ImagenetRobustness[]) =>
  results.map((result) => {
    const { shift, byLine, matched, diagnosis, robustness, verdict } = result;
    return {
      shift: shift.name,
      "a line?": lineFault(diagnosis) ? `no: ${lineFault(diagnosis)}` : "yes",
      points: asPoints(robustness, 1),
      measure: diagnosis.isLine ? "effective robustness" : "matched difference",
      models: diagnosis.isLine ? result.models.length : matched.compared,
      verdict,
      "by the line, all": asPoints(byLine, 1),
    };
  });
