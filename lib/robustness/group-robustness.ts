import { optionChecker } from "../files";
import { oneOf } from "../files/option-kinds";
import { extent, hermiteTable, mean, variance } from "../numerics";
import { assertAccuracyPairs, type AccuracyPairs } from "./accuracies";
import {
  extrapolates,
  fitAccuracyLine,
  type AccuracyLine,
} from "./accuracy-line";
import {
  bootstrapGroups,
  bootstrapKinds,
  type BootstrapOptions,
} from "./bootstrap";
import { effectiveRobustness } from "./effective-robustness";
import {
  accuracyScale,
  onScale,
  scaleTransform,
  type AccuracyScale,
} from "./scale";
import { welchInterval } from "./welch-interval";

/** Options of {@link groupRobustness}. */
export interface GroupRobustnessOptions extends BootstrapOptions {
  /** Scale of the line. Default `"probit"`. */
  scale?: AccuracyScale;
  /**
   * How the interval is made. `"delta"` (default): closed form. `"bootstrap"`: percentiles over resamples of the baseline
   * models and of the group's models.
   */
  method?: "delta" | "bootstrap";
}

/** The kinds of the options of {@link groupRobustness}. */
export const groupRobustnessKinds = {
  ...bootstrapKinds,
  scale: accuracyScale,
  method: oneOf("delta", "bootstrap"),
};
const checkOptions = optionChecker<GroupRobustnessOptions>(
  "groupRobustness",
  groupRobustnessKinds,
);

/** Mean effective robustness of a group of models, all in fractions. */
export interface GroupRobustness {
  mean: number;
  /** Ends of an interval that carries both the baseline's and the group's uncertainty. */
  lower: number;
  upper: number;
  standardError: number;
  /** The part of the standard error that the line's uncertainty brings (delta method). */
  baselineStandardError: number;
  /** The part that the spread of the group's models brings. */
  groupStandardError: number;
  /** Effective robustness of each model. */
  effectiveRobustness: number[];
  /** The largest of them, and the row it stands in. */
  maximum: number;
  maximumRow: number;
  /** The most robust model's name, where the group has names. */
  maximumModel?: string;
  /** Number of the group's models beyond the baseline's range of reference accuracies. */
  extrapolated: number;
  /** The line fitted on the baseline. */
  line: AccuracyLine;
}

/**
 * Mean effective robustness of a group of models against a line fitted on a baseline, with an interval that carries the
 * uncertainty of both: the line is an estimate, and the group is a sample of the models one might have trained.
 *
 * Delta method: with m models of the group at reference accuracies xᵢ, the mean ER is `mean(shiftedᵢ − T⁻¹(a + b·T(xᵢ)))`.
 * Its variance is `s²/m` (spread within the group) plus `gᵀ Σ g` (line), g the mean gradient of the prediction in
 * (a, b) and Σ their covariance; Student's t with Welch and Satterthwaite's degrees of freedom. The bootstrap resamples
 * baseline and group each on its own, refits, and takes percentiles.
 *
 * @param baseline models trained from scratch, at least three.
 * @param group the pre-trained models, at least two. For one model see `modelRobustness`.
 * @throws RangeError on bad accuracies (see `fitAccuracyLine`) or a group of fewer than two.
 * @example
 * const { mean, lower, upper } = groupRobustness(scratch, pretrained, { method: "bootstrap", seed: 1 });
 */
export function groupRobustness(
  baseline: AccuracyPairs,
  group: AccuracyPairs,
  options: GroupRobustnessOptions = {},
): GroupRobustness {
  checkOptions(options);
  const { scale = "probit", method = "delta", level = 0.95 } = options;
  assertAccuracyPairs(baseline, "baseline");
  assertAccuracyPairs(group, "group");
  const line = fitAccuracyLine(baseline.reference, baseline.shifted, {
    scale,
    models: baseline.models,
  });
  const count = group.reference.length;
  if (count < 2)
    throw new RangeError(
      `A group's interval needs at least 2 models, got ${count}; for one model call modelRobustness.`,
    );
  const x = onScale(
    group.reference,
    scale,
    "The group's reference accuracy",
    group.models,
  );
  const gains = effectiveRobustness(line, group.reference, group.shifted);
  const baselineVariance = linePartOfVariance(line, x);
  const groupVariance = variance(gains) / count;
  const [, maximum] = extent(gains);
  const maximumRow = gains.indexOf(maximum);

  return {
    ...(method === "bootstrap"
      ? bootstrapInterval(baseline, group, options)
      : welchInterval(
          mean(gains),
          [
            { variance: baselineVariance, freedom: line.count - 2 },
            { variance: groupVariance, freedom: count - 1 },
          ],
          level,
        )),
    baselineStandardError: Math.sqrt(baselineVariance),
    groupStandardError: Math.sqrt(groupVariance),
    effectiveRobustness: gains,
    maximum,
    maximumRow,
    maximumModel: group.models?.[maximumRow],
    extrapolated: extrapolates(line, group.reference).filter(Boolean).length,
    line,
  };
}

/** gᵀ Σ g: variance of the mean prediction over the group (at `xs` on the scale), from the variance of slope and intercept. */
function linePartOfVariance(line: AccuracyLine, xs: Float64Array): number {
  const { inverseSlope } = scaleTransform(line.scale);
  let byIntercept = 0;
  let bySlope = 0;
  for (const x of xs) {
    const gain = inverseSlope(line.intercept + line.slope * x);
    byIntercept += gain / xs.length;
    bySlope += (gain * x) / xs.length;
  }
  return (
    (byIntercept * line.interceptStandardError) ** 2 +
    (bySlope * line.slopeStandardError) ** 2 +
    2 * byIntercept * bySlope * line.covariance
  );
}

/** Two-level bootstrap: resamples baseline and group, refits the line, averages the group's ER. */
function bootstrapInterval(
  baseline: AccuracyPairs,
  group: AccuracyPairs,
  { scale = "probit", resamples, level, seed }: GroupRobustnessOptions,
) {
  const { forward, inverse, inverseSlope } = scaleTransform(scale);
  // Half a million predictions: from a table, exact to 5e-14.
  const accuracy = hermiteTable(inverse, inverseSlope, -4, 4, 1 / 512);
  const x = Float64Array.from(baseline.reference, forward);
  const y = Float64Array.from(baseline.shifted, forward);
  // Centred, so that the sums of squares below lose no digits.
  const centreX = mean(x);
  const centreY = mean(y);
  for (let i = 0; i < x.length; i++) {
    x[i] -= centreX;
    y[i] -= centreY;
  }
  const at = Float64Array.from(group.reference, (p) => forward(p) - centreX);
  const shifted = Float64Array.from(group.shifted);

  // A line a replicate, thousands of them: by running sums, without an array each.
  const statistic = ([models, members]: Int32Array[]) => {
    const n = models.length;
    let sx = 0;
    let sy = 0;
    let sxx = 0;
    let sxy = 0;
    for (let k = 0; k < n; k++) {
      const xi = x[models[k]];
      const yi = y[models[k]];
      sx += xi;
      sy += yi;
      sxx += xi * xi;
      sxy += xi * yi;
    }
    // Where one model was drawn every time there is no line: 0/0, a replicate that is not finite.
    const slope = (sxy - (sx * sy) / n) / (sxx - (sx * sx) / n);
    const intercept = centreY + (sy - slope * sx) / n;
    let sum = 0;
    for (let k = 0; k < members.length; k++) {
      const i = members[k];
      sum += shifted[i] - accuracy(intercept + slope * at[i]);
    }
    return sum / members.length;
  };

  const {
    mean: estimate,
    lower,
    upper,
    standardError,
  } = bootstrapGroups([x.length, at.length], statistic, {
    resamples,
    level,
    seed,
  });
  return { mean: estimate, lower, upper, standardError };
}
