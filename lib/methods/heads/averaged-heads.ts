import { takeFeatures, type Features } from "../../training/features";
import { fitL1Path } from "./l1-path";
import type { LinearHead } from "./linear-head";
import { fitPath } from "./probe-path";

/** How heads are fitted. */
export interface FitOptions {
  penalty: "l2" | "l1";
  /** λ of the penalty, to choose from. */
  strengths: number[];
  classes: number;
  maxIterations: number;
}

/**
 * Heads fitted on several samples of the examples, each with standardised features, and averaged: one for each λ, in the order given.
 *
 * @param samples positions of examples, a list a sample.
 */
export function averagedHeads(
  features: Features,
  labels: Uint8Array,
  samples: readonly Int32Array[],
  { penalty, strengths, classes, maxIterations }: FitOptions,
): LinearHead[] {
  const { width } = features;
  const sums = strengths.map(() => ({
    kernel: new Float32Array(width * classes),
    bias: new Float32Array(classes),
  }));
  for (const sample of samples) {
    const { standardised, means, scales } = standardise(
      takeFeatures(features, sample),
    );
    const taken = Uint8Array.from(sample, (i) => labels[i]);
    const fit = penalty === "l1" ? fitL1Path : fitPath;
    // From the strongest to the weakest.
    const path = fit(standardised, taken, classes, strengths, maxIterations);
    const descending = [...strengths].sort((a, b) => b - a);
    strengths.forEach((strength, k) => {
      const { kernel, bias } = path[descending.indexOf(strength)];
      const { kernel: intoKernel, bias: intoBias } = sums[k];
      for (let c = 0; c < classes; c++) {
        intoBias[c] += bias[c] / samples.length;
        for (let j = 0; j < width; j++) {
          const weight = kernel[j * classes + c] / scales[j] / samples.length;
          intoKernel[j * classes + c] += weight;
          intoBias[c] -= weight * means[j];
        }
      }
    });
  }
  return sums;
}

/** Features of mean 0 and standard deviation 1; one that never varies becomes 0. */
function standardise({ values, count, width }: Features) {
  const means = new Float64Array(width);
  const scales = new Float64Array(width);
  for (let k = 0; k < values.length; k++) means[k % width] += values[k] / count;
  for (let k = 0; k < values.length; k++)
    scales[k % width] += (values[k] - means[k % width]) ** 2 / count;
  scales.forEach((variance, j) => (scales[j] = Math.sqrt(variance) || 1));
  const standardised = {
    values: values.map(
      (value, k) => (value - means[k % width]) / scales[k % width],
    ),
    count,
    width,
  };
  return { standardised, means, scales };
}
