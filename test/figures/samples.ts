import { randomStream } from "../../lib/numerics";
import { inverseProbit, probit } from "../../lib/numerics";
import { fitAccuracyLine } from "../../lib/robustness";
import {
  type AccuracyPoint,
  accuracyOnTheLine,
  curves,
  decisionBoundary,
  type Figure,
  groupedBars,
  heatmap,
  type HeatmapCell,
  imageGrid,
  type ImageRow,
  type ShiftRobustness,
  overlap,
  robustnessByShift,
  smallMultiples,
} from "../../lib/figures";

/** Models from scratch that lie near a line on the probit scale. */
export function baselineModels(count: number, seed = 1): AccuracyPoint[] {
  const random = randomStream(seed);
  return Array.from({ length: count }, (_, i) => {
    const reference = 0.55 + 0.35 * random.uniform();
    const z = 0.9 * probit(reference) - 0.4 + 0.1 * (random.uniform() - 0.5);
    return { name: `scratch-${i}`, reference, shifted: inverseProbit(z) };
  });
}

/** Pre-trained models of three sources and two strategies, with intervals. */
export function pretrainedModels(seed = 2): AccuracyPoint[] {
  const random = randomStream(seed);
  return ["ImageNet", "Own, broad", "Own, narrow"].flatMap((source, s) =>
    ["FT", "LP-FT"].flatMap((strategy) =>
      [0, 1].map((i): AccuracyPoint => {
        const reference = 0.7 + 0.2 * random.uniform();
        const z = 0.9 * probit(reference) - 0.4 + 0.2 * (2 - s);
        const shifted = inverseProbit(z);
        return {
          name: `${source}-${strategy}-${i}`,
          source,
          strategy,
          reference,
          shifted,
          referenceInterval: [reference - 0.01, reference + 0.01],
          shiftedInterval: [shifted - 0.02, shifted + 0.02],
        };
      }),
    ),
  );
}

export function sampleLine() {
  const models = baselineModels(40);
  return fitAccuracyLine(
    models.map(({ reference }) => reference),
    models.map(({ shifted }) => shifted),
    { scale: "probit" },
  );
}

/** Images of a gradient, `count` of them. */
export function sampleImages(label: string, count: number): ImageRow {
  const shape: [number, number, number, number] = [count, 8, 8, 3];
  const images = Uint8Array.from({ length: count * 192 }, (_, i) => i % 256);
  return { label, images, shape };
}

/** Shifts of both kinds and two sources with each standing an effect can have. */
export function sampleShifts(): ShiftRobustness[] {
  const inSupport = { kind: "in support" } as const;
  const out = { kind: "out of support" } as const;
  const effect = (mean: number, half: number) => ({
    mean,
    lower: mean - half,
    upper: mean + half,
  });
  return [
    { shift: "Spurious tint", ...inSupport, ...effect(0.004, 0.009) },
    { shift: "Label shift", ...inSupport, ...effect(-0.035, 0.012) },
    { shift: "Unseen tint", ...out, ...effect(0.04, 0.015) },
    { shift: "Vertical flip", ...out, ...effect(0.132, 0.02) },
    { shift: "Grey", ...out, ...effect(-0.01, 0.04) },
    { shift: "Noise", ...out, ...effect(-0.06, 0.03), isLine: false },
  ].flatMap((row) => [
    { ...row, source: "ImageNet Lite0" },
    { ...row, ...shifted(row, 0.01), source: "broad" },
  ]);
}

const shifted = (
  { mean, lower, upper }: { mean: number; lower: number; upper: number },
  by: number,
) => ({ mean: mean + by, lower: lower + by, upper: upper + by });

/** Changes on each of three sets after adapting to each, one of them missing, with accuracies before and means. */
export function sampleMatrix(): HeatmapCell[] {
  const sets = ["blur", "line art", "noise"];
  return [
    ...[...sets, "others"].map((column, j) => {
      const text = String(40 + 5 * j);
      return { row: "before", column, value: 0.4, text, plain: true };
    }),
    ...sets.flatMap((row, i) =>
      [...sets, "others"].map((column, j) => ({
        row,
        column,
        value: i === 2 && j === 0 ? NaN : i === j ? 0.3 : -0.1 * i - 0.08 * j,
        outlined: i === j,
      })),
    ),
  ];
}

const robustness = { mean: 0.01, lower: 0.003, upper: 0.017 };

/** One figure of each kind. */
export function sampleFigures(): { [name: string]: Figure } {
  const accuracy = accuracyOnTheLine({
    baselines: baselineModels(40),
    pretrained: pretrainedModels(),
    line: sampleLine(),
    effectiveRobustness: robustness,
  });
  const sweep = curves(
    ["ImageNet", "Own, broad"].flatMap((series, s) =>
      [1, 2, 4, 8].map((x) => ({
        series,
        x,
        y: 0.01 * x * (s + 1),
        lower: 0.01 * x * (s + 1) - 0.005,
        upper: 0.01 * x * (s + 1) + 0.008,
      })),
    ),
    {
      xLabel: "Epochs",
      yLabel: "Effective robustness",
      xScale: "log",
      yUnit: "pp",
      baseline: 0,
    },
  );
  const bars = groupedBars(
    ["Spurious tint", "Label shift", "Flip"].flatMap((group, g) =>
      ["ImageNet", "Own"].map((series, s) => ({
        group,
        series,
        value: 0.1 * g - 0.05 * s,
        lower: 0.1 * g - 0.05 * s - 0.02,
        upper: 0.1 * g - 0.05 * s + 0.02,
      })),
    ),
    { yLabel: "Effective robustness", yUnit: "pp" },
  );
  const points = Array.from({ length: 20 }, (_, i) => ({
    x: (i % 2 ? 1 : -1) * (1 + (i % 5) / 5),
    y: i < 10 ? 0 : ((i % 7) - 3) / 3,
    label: i % 2 ? (1 as const) : (-1 as const),
    group: i < 10 ? "reference" : "shifted",
  }));
  const corrected = (modulus: number) =>
    Array.from({ length: 200 }, (_, i) => i % modulus === 0);
  return {
    accuracy,
    curves: sweep,
    band: curves(
      Array.from({ length: 60 }, (_, x) => ({
        x,
        y: Math.sqrt(x),
        lower: Math.sqrt(x) - 0.5,
        upper: Math.sqrt(x) + 0.5,
      })),
      { xLabel: "Step", yLabel: "Loss", intervals: "band" },
    ),
    bars,
    overlap: overlap([
      { name: "Pre-training", corrected: corrected(3) },
      { name: "Balancing", corrected: corrected(5) },
      { name: "Deep feature reweighting", corrected: corrected(7) },
    ]),
    images: imageGrid([
      { ...sampleImages("Reference", 6), captions: [..."abcdef"] },
      sampleImages("Shifted", 6),
    ]),
    forest: robustnessByShift(sampleShifts()),
    noLine: accuracyOnTheLine({
      baselines: baselineModels(40),
      pretrained: pretrainedModels(),
    }),
    matrix: heatmap(sampleMatrix(), {
      valueLabel: "Change of accuracy",
      valueUnit: "pp",
      xLabel: "Tested on",
      yLabel: "Adapted to",
      apart: ["before", "others"],
      aspect: 0.6,
    }),
    boundary: decisionBoundary({
      points,
      subspace: [1, 0],
      boundaries: [
        { name: "Zero", weights: [1, 0] },
        { name: "Pre-trained", weights: [1, -0.5], intercept: 0.1 },
      ],
    }),
    steps: decisionBoundary({
      points,
      steps: [1, 2, 3].map((k) => ({
        label: String(k),
        boundaries: [{ name: "w", weights: [k, 1] as [number, number] }],
      })),
    }),
    multiples: smallMultiples(
      ["Spurious tint", "Label shift", "Unseen tint", "Flip"].map((title) => ({
        title,
        figure: accuracy,
      })),
    ),
    multipleCurves: smallMultiples(
      ["Flip", "Tint"].map((title) => ({ title, figure: sweep })),
      { width: "column" },
    ),
    multipleBars: smallMultiples(
      ["Flip", "Tint"].map((title) => ({ title, figure: bars })),
      { shareX: false },
    ),
  };
}
