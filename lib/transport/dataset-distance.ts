import { optionChecker } from "../files";
import { finite } from "../files/option-kinds";
import { mean } from "../numerics";
import { classGaussians } from "./class-gaussians";
import { exactTransportCost } from "./exact-transport";
import { squaredDistance } from "./gaussian-wasserstein";
import {
  requireLabelledFeatures,
  type LabelledFeatures,
} from "./labelled-features";
import { sinkhorn } from "./sinkhorn";
import { squaredDistances } from "./squared-distances";

/** Options of {@link datasetDistance}. */
export interface DatasetDistanceOptions {
  /** Strength of the entropy, as a share of the mean cost; in [1e-6, 1]. 0 for exact transport, for some hundred examples a side. Default 0.01. */
  regularisation?: number;
  /** Weight of the distance between classes beside that between features, ≥ 0. Default 1, as in the paper; 0 leaves labels out. */
  labelWeight?: number;
}

/** What {@link datasetDistance} finds. */
export interface DatasetDistance {
  /** Root of the transport cost, in the units of the features. */
  distance: number;
  /** Classes of either set, ascending. */
  classes: { a: number[]; b: number[] };
  /** Squared 2-Wasserstein distance between the Gaussians of class i of a and class j of b. */
  classDistances: number[][];
  /** Whether transport converged; true where it is exact. */
  converged: boolean;
}

const checkOptions = optionChecker<DatasetDistanceOptions>("datasetDistance", {
  regularisation: finite({ from: 0, to: 1 }),
  labelWeight: finite({ from: 0 }),
});

/** Below it, entropy is lost in rounding. */
const LEAST_REGULARISATION = 1e-6;

/**
 * The optimal-transport distance between two labelled data sets (OTDD; Alvarez-Melis and Fusi 2020, equations 4 to 6, p = 2): the cost of moving one
 * onto the other, where a pair costs the squared distance of the features plus the squared 2-Wasserstein distance of the Gaussians that are fitted to
 * their classes. Labels need no common names: "cat" of the one may be "class 3" of the other.
 *
 * All examples weigh alike. A class with a single example has no covariance and counts as a point. Between the class Gaussians it takes singular
 * values of matrices of min(d, examples of the class) rows; features are best few (principal components) where classes have many hundred examples.
 *
 * @param a, b n and m examples: row-major features [count, width], finite, of one width; whole labels ≥ 0.
 * @throws RangeError where widths differ, labels and rows do not match, a feature is not finite, a set is empty, or an option is out of its range.
 * @example
 * const { distance } = datasetDistance({ features: keptFeatures(network, photographs), labels: photographs.labels }, drawn);
 */
export function datasetDistance(
  a: LabelledFeatures,
  b: LabelledFeatures,
  options: DatasetDistanceOptions = {},
): DatasetDistance {
  checkOptions(options);
  const { regularisation = 0.01, labelWeight = 1 } = options;
  if (regularisation > 0 && regularisation < LEAST_REGULARISATION) {
    throw new RangeError(
      `datasetDistance: the regularisation ${regularisation} is below ${LEAST_REGULARISATION} of the mean cost; give 0 for exact transport.`,
    );
  }
  requireLabelledFeatures(a, "The first data set");
  requireLabelledFeatures(b, "The second data set");
  if (a.features.width !== b.features.width) {
    throw new RangeError(
      `datasetDistance: the features have ${a.features.width} and ${b.features.width} dimensions; take both from one network.`,
    );
  }
  const [ofA, ofB] = [classGaussians(a), classGaussians(b)];
  const classDistances = ofA.gaussians.map((one) =>
    ofB.gaussians.map((other) => squaredDistance(one, other)),
  );
  const costs = squaredDistances(a.features, b.features);
  const { rows, columns, data } = costs;
  for (let i = 0; i < rows; i++) {
    const distances = classDistances[ofA.classOf[i]];
    for (let j = 0; j < columns; j++)
      data[i * columns + j] += labelWeight * distances[ofB.classOf[j]];
  }
  return {
    ...transported(costs, regularisation),
    classes: { a: ofA.classes, b: ofB.classes },
    classDistances,
  };
}

function transported(
  costs: ReturnType<typeof squaredDistances>,
  regularisation: number,
): { distance: number; converged: boolean } {
  const { data, rows, columns } = costs;
  const even = (n: number) => new Float64Array(n).fill(1 / n);
  const [a, b] = [even(rows), even(columns)];
  const typical = mean(data);
  // Sets of one point each on the same place.
  if (typical === 0) return { distance: 0, converged: true };
  if (regularisation === 0) {
    const nested = Array.from({ length: rows }, (_, i) =>
      data.subarray(i * columns, (i + 1) * columns),
    );
    const cost = exactTransportCost(nested, a, b);
    return { distance: Math.sqrt(Math.max(0, cost)), converged: true };
  }
  const { cost, converged } = sinkhorn(costs, a, b, {
    regularisation: regularisation * typical,
    tolerance: 1e-6,
  });
  return { distance: Math.sqrt(Math.max(0, cost)), converged };
}
