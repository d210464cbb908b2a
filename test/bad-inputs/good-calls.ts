import * as lab from "../../lib";

const reference = [0.52, 0.6, 0.66, 0.71, 0.78, 0.84];
const shifted = [0.41, 0.5, 0.53, 0.62, 0.68, 0.77];
const pairs = { reference, shifted };
const group = { reference: [0.72, 0.8, 0.85], shifted: [0.66, 0.75, 0.8] };
const numbers = [0.3, 1.2, 0.7, 2.5, 1.9];
const others = [0.1, 0.9, 0.8, 2.2, 2.4];
const X = [
  [1, 0.5],
  [0.2, -1],
  [-0.7, 0.3],
  [0.4, 1.1],
  [-1.2, -0.4],
];
const signs = [1, -1, 1, 1, -1];
const labels = [1, 0, 1, 0, 1];
const weights = [0.3, -0.2];
const covariance = [
  [2, 0.3],
  [0.3, 1],
];
const costs = [
  [0, 1, 2],
  [1, 0, 1],
];
const masses: [number[], number[]] = [
  [0.4, 0.6],
  [0.3, 0.3, 0.4],
];
const set = {
  images: new Uint8Array(6 * 4 * 4 * 3).fill(100),
  labels: Uint8Array.of(0, 1, 2, 3, 0, 1),
  shape: [6, 4, 4, 3] as [number, number, number, number],
};

const isNumber = (bad: unknown) => typeof bad === "number";
const isInfinite = (bad: unknown) => bad === Infinity || bad === -Infinity;
const isBoolean = (bad: unknown) => typeof bad === "boolean";

/**
 * What functions answer though it looks bad, as their doc comments say: every number (NaN outside of their domain, infinity at its edge, an
 * undecided verdict on an interval without an end), whatever a cell of a table holds, infinite values where order alone counts, true and false as labels, an empty
 * cell of a matrix.
 */
export const answered: {
  [name: string]: (bad: unknown, place: string) => boolean;
} = {
  ...Object.fromEntries(
    [
      "probit",
      "inverseProbit",
      "logit",
      "inverseLogit",
      "betaQuantile",
      "studentTQuantile",
      "studentTTwoSidedPValue",
      "verdictOf",
    ].map((name) => [name, isNumber]),
  ),
  quantile: isInfinite,
  quantiles: isInfinite,
  rankCorrelation: isInfinite,
  ratioHistogram: isInfinite,
  areaUnderRoc: (bad) => isInfinite(bad) || isBoolean(bad),
  areaUnderRocInterval: (bad) => isInfinite(bad) || isBoolean(bad),
  groupAccuracies: (bad) => typeof bad === "string",
  robustnessByShift: isInfinite,
  ...Object.fromEntries(
    ["toCsv", "toHtml", "toMarkdown", "toText", "toLatex"].map((name) => [
      name,
      (_: unknown, place: string) => place === "argument 0[0].a",
    ]),
  ),
  calibrateScale: isBoolean,
  assignFolds: isBoolean,
  densityRatios: isBoolean,
  calibrateScaleAndOffset: isBoolean,
  monotoneRatios: (bad) => isInfinite(bad) || isBoolean(bad),
  jensenShannon: (bad) => isInfinite(bad) || isBoolean(bad),
  scoreSplit: isInfinite,
  heatmap: (bad, place) =>
    place.endsWith(".value") && (bad === null || Number.isNaN(bad)),
  reliability: isBoolean,
};

const point = { name: "Free a", reference: 0.6, shifted: 0.5 };
const drawn = { title: "Free a", width: "column", aspect: 0.7 };

/** Of what draws and writes tables. */
const figureCalls = (
  line: lab.AccuracyLine,
): [name: keyof typeof lab, args: unknown[]][] => [
  [
    "accuracyOnTheLine",
    [
      { baselines: [point, { ...point, name: "Free b" }], line },
      {
        scale: "logit",
        level: 0.9,
        diagonal: true,
        sources: ["Free a"],
        ...drawn,
      },
    ],
  ],
  [
    "curves",
    [
      [
        { series: "Free a", x: 1, y: 2 },
        { series: "Free a", x: 2, y: 3 },
      ],
      {
        ...{
          xLabel: "Free x",
          yLabel: "Free y",
          xScale: "log",
          yUnit: "pp",
          ...drawn,
        },
        ...{ intervals: "band", markers: true, baseline: 0 },
      },
    ],
  ],
  [
    "groupedBars",
    [
      [{ group: "Free a", series: "Free b", value: 1 }],
      { yLabel: "Free y", yUnit: "%", ...drawn },
    ],
  ],
  [
    "heatmap",
    [
      [
        { row: "Free a", column: "Free b", value: 1, lower: 0.5, upper: 2 },
        { row: "Free b", column: "Free b", value: -1, plain: true },
      ],
      { valueLabel: "Free y", valueUnit: "%", range: [-2, 2], ...drawn },
    ],
  ],
  [
    "imageGrid",
    [
      [{ label: "Free a", images: set.images, shape: set.shape }],
      { columns: 3, title: "Free a", width: "column" },
    ],
  ],
  [
    "overlap",
    [
      [
        { name: "Free a", corrected: [true, false] },
        { name: "Free b", corrected: [true, true] },
      ],
      { yLabel: "Free y", independence: true, ...drawn },
    ],
  ],
  [
    "robustnessByShift",
    [
      [
        {
          shift: "Free a",
          kind: "in support",
          mean: 0,
          lower: -0.1,
          upper: 0.1,
        },
      ],
      { margin: 0.02, xLabel: "Free x", width: "column" },
    ],
  ],
  [
    "decisionBoundary",
    [
      { points: [{ x: 1, y: 1, label: 1, group: "Free a" }] },
      { xLabel: "Free x", extent: 2, shade: true, width: "column" },
    ],
  ],
  [
    "smallMultiples",
    [
      [
        {
          title: "Free a",
          figure: lab.curves([{ x: 1, y: 1 }], {
            xLabel: "Free x",
            yLabel: "Free y",
          }),
        },
      ],
      { columns: 2, shareX: true, width: "page", aspect: 0.7 },
    ],
  ],
  ["toCsv", [[{ a: 1 }], { columns: ["a"] }]],
  ...(["toHtml", "toMarkdown", "toText", "toLatex"] as const).map(
    (name): [keyof typeof lab, unknown[]] => [
      name,
      [
        [{ a: 1 }],
        {
          columns: ["a"],
          digits: 3,
          caption: "Free a",
          format: { a: { unit: "Free s" } },
        },
      ],
    ],
  ),
];

/** A good call of each function that the harness tries: name and arguments. */
export function goodCalls(): [name: keyof typeof lab, args: unknown[]][] {
  const line = lab.fitAccuracyLine(reference, shifted);
  return [
    ["probit", [0.3]],
    ["inverseProbit", [0.4]],
    ["logit", [0.3]],
    ["inverseLogit", [0.4]],
    ["betaQuantile", [0.5, 2, 3]],
    ["studentTQuantile", [0.975, 5]],
    ["studentTTwoSidedPValue", [2, 5]],
    ["mean", [numbers]],
    ["variance", [numbers]],
    ["standardDeviation", [numbers]],
    ["quantile", [numbers, 0.5]],
    ["quantiles", [numbers, [0.25, 0.5]]],
    ["correlation", [numbers, others]],
    ["rankCorrelation", [numbers, others]],
    ["projectOntoRowSpace", [X, weights]],
    ["rowSpaceBasis", [X]],
    ["symmetricEigenvalues", [covariance]],
    ["symmetricSquareRoot", [covariance]],
    ["fitMultinomialLogistic", [X, labels, { l2: 1 }]],
    ["randomStream", [1]],
    ["fitAccuracyLine", [reference, shifted, { scale: "logit" }]],
    ["effectiveRobustness", [line, 0.7, 0.65]],
    ["modelRobustness", [line, 0.7, 0.65, { level: 0.9 }]],
    ["extrapolates", [line, 0.95]],
    ["meanInterval", [numbers, { level: 0.9 }]],
    ["proportionInterval", [3, 10, { level: 0.9, method: "wilson" }]],
    [
      "groupRobustness",
      [pairs, group, { scale: "logit", method: "delta", level: 0.9 }],
    ],
    ["matchedDifference", [pairs, group, { level: 0.9 }]],
    ["diagnoseLine", [pairs, { leastRSquared: 0.8, significance: 0.05 }]],
    ["verdictOf", [{ lower: 0.03, upper: 0.05 }, { margin: 0.02 }]],
    ["areaUnderRoc", [numbers, labels]],
    ["areaUnderRocInterval", [numbers, labels, { level: 0.9 }]],
    ["calibrateScale", [[0.3, -0.2, -0.7, 0.5, 0.9], labels]],
    ["densityRatios", [[0.3, -0.2, -0.7, 0.5, 0.9], labels]],
    ["calibrateScaleAndOffset", [[0.3, -0.2, -0.7, 0.5, 0.9], labels]],
    ["monotoneRatios", [[0.3, -0.2, -0.7, 0.5, 0.9], labels]],
    ["jensenShannon", [[1.3, 0.2, 0.7, 1.5, 0.9], labels]],
    [
      "scoreSplit",
      [[12, 0.2, 30, 1.5], [0.5, 0.7, Infinity, Infinity], { epsilon: 0.2 }],
    ],
    ["assignFolds", [[0, 1, 0, 1, 0, 1], { folds: 3, seed: 1 }]],
    ["foldMembers", [[0, 1, 0, 1], 1]],
    ["reliability", [[0.3, -0.2, -0.7, 0.5, 0.9], labels, { bins: 3 }]],
    ["ratioHistogram", [numbers, { from: -2, to: 2, step: 0.5 }]],
    ["logisticLoss", [X, signs, weights]],
    ["logisticGradient", [X, signs, weights]],
    ["smoothnessConstant", [X]],
    ["convergenceBound", [1, 0.1, 10]],
    ["decomposeWeights", [X, weights]],
    [
      "minimizeLogisticLoss",
      [X, signs, { initial: [0, 0], learningRate: 0.1, iterations: 10 }],
    ],
    ["linearAccuracy", [weights, X, signs]],
    ["exactTransportCost", [costs, ...masses]],
    ["sinkhorn", [costs, ...masses, { regularisation: 0.5, tolerance: 1e-6 }]],
    ["gaussianWasserstein2", [weights, covariance, [0, 1], covariance]],
    ["spuriousTint", [{ strength: 0.7, opacity: 0.3, classes: 4, seed: 1 }]],
    ["unseenTint", [{ opacity: 0.3, seed: 1 }]],
    ["labelShift", [{ strength: 0.2, classes: 4, seed: 1 }]],
    ["takeExamples", [set, [0, 1, 3]]],
    ["sampleExamples", [set, 3, 1]],
    ["completeRecipe", [{ epochs: 2, batchSize: 8, learningRate: 0.01 }]],
    ["workerPool", [{ workers: 2 }]],
    ["resizeImages", [set, 8, { fit: "crop" }]],
    ["groupAccuracies", [[1, 0, 1], [1, 1, 1], [0, 0, 1], { level: 0.9 }]],
    ...figureCalls(line),
    [
      "groupMatchedDifference",
      [pairs, group, { resamples: 20, neighbours: 3, level: 0.9 }],
    ],
  ];
}
