import type { AccuracyLine } from "./accuracy-line";
import type { DiagnoseLineOptions, LineDiagnosis } from "./line-diagnosis";

/** By fewer models no line can be judged. */
const LEAST_MODELS = 6;

/** What was found, in sentences: why the baseline is no line, and what to know although it stands. */
export function judged({
  line,
  n,
  leastRSquared,
  significance,
  toleratedBias,
  curvature,
  decisive,
  decisiveBias,
  outliers,
  remote,
  beyond,
  used,
}: Required<Omit<DiagnoseLineOptions, "scale" | "usedAt">> & {
  line: AccuracyLine;
  n: number;
  curvature: LineDiagnosis["curvature"];
  /** Names of models. */
  decisive: string[];
  outliers: string[];
  remote: string[];
  decisiveBias: number;
  /** Of `used` reference accuracies, how many lie outside the baseline's range. */
  beyond: number;
  used: number;
}): Pick<LineDiagnosis, "reasons" | "warnings"> {
  const [weakest, strongest] = line.referenceRange;
  const reasons: string[] = [];
  const warnings: string[] = [];
  if (n < LEAST_MODELS)
    reasons.push(
      `There are ${n} baseline models; at least ${LEAST_MODELS} are needed to tell a line.`,
    );
  if (line.rSquared < leastRSquared)
    reasons.push(
      `R² is ${line.rSquared.toFixed(3)}, below ${leastRSquared}: reference accuracy says too little about shifted accuracy.`,
    );
  if (curvature.pValue < significance)
    (curvature.meanBias > toleratedBias ? reasons : warnings).push(
      `The points bend (quadratic term t = ${curvature.t.toFixed(1)}), which moves predictions by ` +
        `${(100 * curvature.meanBias).toFixed(2)} percentage points on average.`,
    );
  if (decisive.length > 0)
    (decisiveBias > toleratedBias ? reasons : warnings).push(
      `The line hinges on ${decisive.join(", ")} (Cook's distance above 1): leaving it out ` +
        `moves predictions by ${(100 * decisiveBias).toFixed(2)} percentage points on average.`,
    );
  if (outliers.length > 0)
    warnings.push(`Far off the line: ${outliers.join(", ")}.`);
  if (remote.length > 0)
    warnings.push(
      `High leverage, far from the other models: ${remote.join(", ")}.`,
    );
  if (beyond > 0)
    warnings.push(
      `${beyond} of ${used} models lie beyond the baseline's reference accuracies ` +
        `(${(100 * weakest).toFixed(1)} to ${(100 * strongest).toFixed(1)} %): there the line extrapolates.`,
    );

  return { reasons, warnings };
}
