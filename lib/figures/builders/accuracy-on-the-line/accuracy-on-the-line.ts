import { optionChecker } from "../../../files";
import {
  flag,
  level as confidence,
  oneOf,
  text,
  texts,
} from "../../../files/option-kinds";
import { aspect as aspectKind, width as widthKind } from "../../figure-kinds";
import { type Figure } from "../../figure";
import {
  accuracyAxis,
  type AccuracyAxis,
  type AccuracyAxisScale,
  compose,
  gather,
  tickAttributes,
} from "../../frame";
import { diagonal, fittedLine, numberBox } from "../../marks";
import { axis, label } from "../../theme";
import { check } from "./check-models";
import { describe, robustnessText, rSquaredText } from "./describe";
import { baselineMark, type Ground, pretrainedMarks } from "./models";
import { isOffScale } from "./off-scale";
import { legendKeys, stylesOf } from "./styles";
import {
  type AccuracyOnTheLineData,
  type AccuracyOnTheLineOptions,
} from "./accuracy-on-the-line-data";

const checkOptions = optionChecker<AccuracyOnTheLineOptions>(
  "accuracyOnTheLine",
  {
    scale: oneOf("probit", "logit", "linear"),
    level: confidence,
    referenceLabel: text,
    shiftedLabel: text,
    baselineLabel: text,
    sources: texts,
    strategies: texts,
    joined: flag,
    diagonal: flag,
    title: text,
    width: widthKind,
    aspect: aspectKind,
  },
);

/**
 * Accuracy on the line (Taori et al. 2020; Figure 1 and 4 of Cohen-Wang et al.): shifted against reference accuracy of models
 * trained from scratch, the line fitted to them with its confidence band, y = x, and the pre-trained models above or on it.
 *
 * Where the line goes beyond the baselines' reference accuracies it is dashed. Accuracies of exactly 0 or 1 lie infinitely far out on a
 * probit or logit axis: such models are drawn on the axis' edge with an open triangle that points outwards, and a note counts them.
 *
 * @throws RangeError naming the model for an accuracy that is not a fraction in [0, 1], and when there are no models at all.
 * @example
 * const line = fitAccuracyLine(reference, shifted, { scale: "probit" });
 * accuracyOnTheLine({ baselines, pretrained, line }, { shiftedLabel: "ImageNet-V2 accuracy" });
 */
export function accuracyOnTheLine(
  models: AccuracyOnTheLineData,
  options: AccuracyOnTheLineOptions = {},
): Figure {
  checkOptions(options);
  check(models);
  const { baselines, pretrained = [], line } = models;
  const {
    scale = line?.scale ?? "probit",
    level = 0.95,
    referenceLabel = "Reference accuracy",
    shiftedLabel = "Shifted accuracy",
    baselineLabel = "From scratch",
    title,
    width,
    aspect = 0.8,
  } = options;
  const ground = groundOf(models, scale);
  const { x, y } = ground;
  const fit = line ? fittedLine(line, x, y, level) : {};
  const drawn = [
    ...baselineMark(baselines, baselineLabel, ground),
    ...pretrainedMarks(pretrained, stylesOf(pretrained, options), {
      ...ground,
      joined: options.joined ?? false,
    }),
  ];
  return {
    ...compose(
      {
        kind: "accuracy-on-the-line",
        description: describe(models, referenceLabel, shiftedLabel),
        x: drawnAxis(referenceLabel, x),
        y: drawnAxis(shiftedLabel, y),
        title,
        width,
        aspect,
        rows: gather([...drawn, fit], "rows"),
      },
      [
        fit,
        ...(options.diagonal === false ? [] : [diagonal(x, y)]),
        ...drawn,
        legendKeys(pretrained, stylesOf(pretrained, options)),
        box(models, scale),
      ],
    ),
    accuracyScales: { x: scale, y: scale },
  };
}

/** Axes that hold all models with their intervals. */
function groundOf(
  {
    baselines,
    pretrained = [],
    line,
    matchedDifference,
  }: AccuracyOnTheLineData,
  scale: AccuracyAxisScale,
): Ground {
  const all = [...baselines, ...pretrained];
  const references = all.flatMap((each) => [
    each.reference,
    ...(each.referenceInterval ?? []),
  ]);
  const shifted = all.flatMap((each) => [
    each.shifted,
    ...(each.shiftedInterval ?? []),
  ]);
  return {
    x: accuracyAxis(references, scale),
    y: accuracyAxis(shifted, scale),
    line,
    hollow: (!line || matchedDifference !== undefined) && baselines.length > 0,
  };
}

const drawnAxis = (title: string, { range, scale }: AccuracyAxis) =>
  axis(label(title), { range, ...tickAttributes(range, scale) });

/** Effective robustness, fit, and how many models are off the scale. */
function box(
  {
    baselines,
    pretrained = [],
    line,
    effectiveRobustness,
    matchedDifference,
  }: AccuracyOnTheLineData,
  scale: AccuracyAxisScale,
) {
  const offScale = [...baselines, ...pretrained].filter((model) =>
    isOffScale(model, scale),
  ).length;
  return numberBox(
    effectiveRobustness && `ER = ${robustnessText(effectiveRobustness)}`,
    matchedDifference && `matched: ${robustnessText(matchedDifference)}`,
    line && `<i>R</i>² = ${rSquaredText(line.rSquared)}`,
    offScale > 0 && `edge: ${offScale} at 0% or 100%`,
  );
}
