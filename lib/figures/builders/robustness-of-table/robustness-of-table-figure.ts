import type { TableModel, TableRobustness } from "../../../robustness";
import {
  accuracyOnTheLine,
  type AccuracyOnTheLineOptions,
  type AccuracyPoint,
} from "../accuracy-on-the-line";
import { type Figure } from "../../figure";

/**
 * A user's table of models as accuracy on the line: baselines in grey, each group in a colour of its own. Line and effective robustness are
 * drawn where the baselines are a line.
 *
 * @param found from `robustnessOfTable`.
 * @param options as of `accuracyOnTheLine`; the axes are called by the table's columns unless told otherwise.
 * @example
 * await lab.save(lab.robustnessOfTableFigure(found), "mine", { formats: ["pdf", "svg"] });
 */
export function robustnessOfTableFigure(
  { models, diagnosis, measure, all, columns }: TableRobustness,
  options: AccuracyOnTheLineOptions = {},
): Figure {
  const isLine = measure === "effective robustness";
  const point = ({
    model,
    group,
    reference,
    shifted,
  }: TableModel): AccuracyPoint => ({
    name: model,
    reference,
    shifted,
    ...(group !== undefined && {
      source: group === "all" ? "Pre-trained" : group,
    }),
  });
  return accuracyOnTheLine(
    {
      baselines: models.filter(({ robustness }) => !robustness).map(point),
      pretrained: models.filter(({ robustness }) => robustness).map(point),
      line: isLine ? diagnosis.line : undefined,
      effectiveRobustness: isLine ? all : undefined,
    },
    {
      scale: diagnosis.line.scale,
      referenceLabel: `Accuracy: ${columns.reference}`,
      shiftedLabel: `Accuracy: ${columns.shifted}`,
      ...options,
    },
  );
}
