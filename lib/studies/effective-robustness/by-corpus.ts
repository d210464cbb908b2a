import type { ImagenetModel } from "../../data";
import {
  asPoints,
  groupMatchedDifference,
  type Interval,
} from "../../robustness";
import { imagenetModels, imagenetShift, pairsUnder } from "./imagenet-shifts";

/** The models pre-trained on one corpus under a shift; fractions. */
export interface CorpusRobustness {
  corpus: string;
  /** In millions of images. */
  images: number;
  /** What the models were taught to predict. */
  supervision: string;
  shift: string;
  /** How many models are within the baseline's range and compared, and how many are beyond it. */
  compared: number;
  beyond: number;
  /** Mean difference from models from scratch of like reference accuracy; none where fewer than two models are compared. */
  difference?: Interval;
}

/**
 * The pre-trained models by corpus, from the smallest corpus to the largest, against models from scratch of like reference accuracy. By
 * the line far more corpora could be compared, but beyond the baseline's range it is a guess.
 *
 * @param shifts names of `imagenetShifts`.
 */
export function robustnessByCorpus(
  shifts: readonly string[],
  { seed = 1, resamples = 1000 }: { seed?: number; resamples?: number } = {},
): CorpusRobustness[] {
  const { scratch, pretrained } = imagenetModels();
  const corpora = [...new Map(pretrained.map((m) => [corpusOf(m), m])).values()]
    .map(({ images_millions = 0, supervision = "", ...model }) => ({
      corpus: model.pretraining_corpus,
      images: images_millions,
      supervision,
    }))
    .sort((a, b) => a.images - b.images);
  return corpora.flatMap((about) =>
    shifts.map((name): CorpusRobustness => {
      const shift = imagenetShift(name);
      const models = pretrained.filter((m) => corpusOf(m) === about.corpus);
      const best = Math.max(...scratch.map((model) => model[shift.reference]));
      const inside = models.filter((model) => model[shift.reference] <= best);
      const row = { ...about, shift: name, compared: inside.length };
      const beyond = models.length - inside.length;
      if (inside.length < 2) return { ...row, beyond };
      const [baseline, group] = [scratch, inside].map((each) =>
        pairsUnder(shift, each),
      );
      const options = { seed, resamples };
      const { mean, lower, upper } = groupMatchedDifference(
        baseline,
        group,
        options,
      );
      return { ...row, beyond, difference: { mean, lower, upper } };
    }),
  );
}

const corpusOf = (model: ImagenetModel) => model.pretraining_corpus;

/** The corpora of about one size whose models differ most under a shift, and which corpora could not be compared: sentences of Markdown. */
export function corpusText(
  rows: readonly CorpusRobustness[],
  shift: string,
): string {
  const here = rows.filter((row) => row.shift === shift);
  const shown = here.filter(({ difference }) => difference);
  const pairs = shown
    .flatMap((one) => shown.map((other) => [one, other] as const))
    .filter(([one, other]) => isLikeInSize(one, other))
    .sort((a, b) => gap(b) - gap(a));
  const said = ({
    corpus,
    images,
    supervision,
    difference,
  }: CorpusRobustness) =>
    `${corpus} (${images.toLocaleString("en")} million images, ${supervision}) **${asPoints(difference!, 1)}** points`;
  const contrast = pairs[0]
    ? `Of two corpora of about one size, ${said(pairs[0][0])} and ${said(pairs[0][1])}: size alone does not decide.`
    : "No two corpora are of about one size.";
  const missing = here.filter(({ difference }) => !difference);
  if (missing.length === 0) return contrast;
  const names = missing.map(({ corpus }) => corpus).join(", ");
  return `${contrast} Not compared, since fewer than two of their models are as weak as the best model from scratch: ${names}.`;
}

/** At most a third larger. */
const isLikeInSize = (one: CorpusRobustness, other: CorpusRobustness) =>
  one !== other &&
  Math.max(one.images, other.images) <=
    (4 / 3) * Math.min(one.images, other.images);

const gap = ([one, other]: readonly [CorpusRobustness, CorpusRobustness]) =>
  one.difference!.mean - other.difference!.mean;
