import { takeFeatures, type Features } from "../../training/features";
import type { LinearHead } from "./linear-head";
import { fitPath } from "./probe-path";

/**
 * Heads fitted on several samples of the examples, each with standardised features, and averaged: one for each λ, in the order given.
 *
 * @param samples positions of examples, a list a sample.
 */
export function averagedHeads(
  features: Features,
  labels: Uint8Array,
  samples: readonly Int32Array[],
  {
    l2s,
    classes,
    maxIterations,
  }: { l2s: number[]; classes: number; maxIterations: number },
): LinearHead[] {
  const { width } = features;
  const sums = l2s.map(() => ({
    kernel: new Float32Array(width * classes),
    bias: new Float32Array(classes),
  }));
  for (const sample of samples) {
    const { standardised, means, scales } = standardise(
      takeFeatures(features, sample),
    );
    const taken = Uint8Array.from(sample, (i) => labels[i]);
    const path = fitPath(standardised, taken, classes, l2s, maxIterations);
    l2s.forEach((l2, k) => {
      const { kernel, bias } = path.find((head) => head.l2 === l2)!;
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
