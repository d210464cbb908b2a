import { support } from "../../experiments/lazy-libraries";
import { domainExamples } from "../../experiments/domain-sets";
import { takeExamples, type LabelledImages } from "../../images";
import { asNumber, asPercent } from "../../robustness";
import { metImages } from "./met-images";
import { splitShift, type SplitOptions } from "./parts";
import { spokenName, type ClassifierMethod } from "./plan";
import type { NaturalShiftResults } from "./results";

/** Ways to tell domains apart, as figures call them. */
export const methodNames: { [method in ClassifierMethod]: string } = {
  linear: "logistic regression",
  cnn: "small CNN",
  neighbours: "nearest neighbours",
};

type Row = { [column: string]: string | number };

/** Each domain classifier of some shifts: its AUC with 95 % interval, calibration error, and the share that it puts out of support. */
export const classifierRows = (
  results: Pick<NaturalShiftResults, "domains">,
  shifts: readonly string[],
  options: Pick<SplitOptions, "epsilon"> = {},
): Row[] =>
  results.domains
    .filter(({ shift }) => shifts.includes(shift))
    .map(({ shift, method, scores, isShifted }): Row => {
      const { calibrationError, reliability } = support();
      const { auc, split } = splitShift(results, shift, { method, ...options });
      return {
        shift: spokenName(shift),
        classifier: methodNames[method],
        AUC: asNumber(auc, 4),
        "calibration error": calibrationError(
          reliability(scores, isShifted),
        ).toFixed(3),
        "out of support": asPercent(split.outShare),
      };
    });

/** A bin of a histogram of ratios, as `curves` takes it. */
export interface RatioPoint {
  /** Whose ratios. */
  series: string;
  /** Ratio in the middle of the bin. */
  x: number;
  /** Share of the series in it. */
  y: number;
}

/**
 * Histogram of a shift's density ratios: of reference and of shifted images, of a mixture without what is new, which is told apart.
 *
 * @throws Error as `splitShift`.
 */
export function ratioPoints(
  results: Pick<NaturalShiftResults, "domains">,
  shift: string,
  options: SplitOptions = {},
): RatioPoint[] {
  const { ratioHistogram } = support();
  const { ratios, shiftedRatios, isShifted, spec } = splitShift(
    results,
    shift,
    options,
  );
  const { truth } = metImages(spec);
  const reference = ratios.filter((_, i) => isShifted[i] === 0);
  const series: [string, number[]][] = truth
    ? [
        ["reference", reference],
        ["shifted", shiftedRatios.filter((_, i) => truth[i] < Infinity)],
        ["new", shiftedRatios.filter((_, i) => truth[i] === Infinity)],
      ]
    : [
        ["reference", reference],
        ["shifted", shiftedRatios],
      ];
  return series.flatMap(([series, values]) =>
    ratioHistogram(values, { step: 0.25, from: -2, to: 3 }).map(
      ({ from, to, share }) => ({
        series,
        x: 10 ** ((from + to) / 2),
        y: share,
      }),
    ),
  );
}

/** A row of images with a word, as `imageGrid` takes it. */
export interface SplitSamples extends LabelledImages {
  label: string;
}

/** Series of {@link ratioPoints}, in order. */
export const ratioSeries = ["reference", "shifted", "new"];

/** Images to a row. */
const ACROSS = 10;

/**
 * What a shift and its split look like: reference images, and shifted ones of either part, drawn at random; of a mixture also what is new and was not found.
 *
 * @throws Error as `splitShift`.
 */
export function splitSamples(
  results: Pick<NaturalShiftResults, "domains">,
  shift: string,
  { seed = 1, ...options }: SplitOptions & { seed?: number } = {},
): SplitSamples[] {
  const { split, spec, isShifted } = splitShift(results, shift, options);
  const images = metImages(spec);
  const { truth } = images;
  const name = spokenName(shift);
  const missed = truth
    ? split.inSupport.filter((i) => truth[i] === Infinity)
    : [];
  const row = (label: string, set: LabelledImages, members: Int32Array) => {
    if (members.length === 0) return [];
    const step = Math.max(1, Math.floor(members.length / ACROSS));
    const shown = members.filter((_, i) => (i + seed) % step === 0);
    const { images, labels, shape } = takeExamples(set, shown.slice(0, ACROSS));
    return [{ label, images, labels, shape }];
  };
  const reference = Int32Array.from(isShifted.keys()).filter(
    (i) => isShifted[i] === 0,
  );
  const seen = truth
    ? split.inSupport.filter((i) => truth[i] < Infinity)
    : split.inSupport;
  return [
    ...row("Reference", domainExamples(spec), reference),
    ...row(`${name}: put in support${truth ? ", rightly" : ""}`, images, seen),
    ...row(
      `${name}: put in support, though new`,
      images,
      Int32Array.from(missed),
    ),
    ...row(`${name}: put out of support`, images, split.outOfSupport),
  ];
}
