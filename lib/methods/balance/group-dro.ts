import { optionChecker } from "../../files";
import { finite } from "../../files/option-kinds";
import type { ImageGroups } from "../../images";
import type { WeighExamples } from "../../training/example-weights";

const checkOptions = optionChecker<{ stepSize?: number }>("groupDro", {
  stepSize: finite({ above: 0 }),
});

/** A run of group DRO: give `weigh` to training as `exampleWeights`. */
export interface GroupDro {
  weigh: WeighExamples;
  /** Weight of each group as it is now; they sum to one. */
  weights: Float64Array;
}

/**
 * Group distributionally robust optimisation (Sagawa et al. 2020, Algorithm 1): the loss is Σ q_g · (mean loss of group g), and before each step the
 * weights turn to the groups that do worst, q_g ← q_g · exp(η · loss_g) / Σ. Groups that a batch lacks keep theirs, up to the sum.
 *
 * @param options.stepSize η > 0. Default 0.01, as in the paper.
 * @returns state of one run; make another for another run.
 * @example trainNetwork(network, set, recipe, { exampleWeights: groupDro(groupImages(set, ["label", "ground"])).weigh })
 */
export function groupDro(
  { of, counts }: ImageGroups,
  options: { stepSize?: number } = {},
): GroupDro {
  checkOptions(options);
  const { stepSize = 0.01 } = options;
  const weights = new Float64Array(counts.length).fill(1 / counts.length);
  const weigh: WeighExamples = ({ losses, indices }) => {
    const seen = new Float64Array(counts.length);
    const sums = new Float64Array(counts.length);
    indices.forEach((index, i) => {
      seen[of[index]] += 1;
      sums[of[index]] += losses[i];
    });
    // Subtracting the greatest changes no weight, and keeps exp from overflowing.
    const means = sums.map((sum, g) => (seen[g] > 0 ? sum / seen[g] : 0));
    const most = Math.max(...means);
    means.forEach(
      (loss, g) => (weights[g] *= Math.exp(stepSize * (loss - most))),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    weights.forEach((weight, g) => (weights[g] = weight / total));
    return Float32Array.from(
      indices,
      (index) => (indices.length * weights[of[index]]) / seen[of[index]],
    );
  };
  return { weigh, weights };
}
