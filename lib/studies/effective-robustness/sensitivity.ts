import type { ImagenetModel } from "../../data";
import {
  asPoints,
  groupMatchedDifference,
  groupRobustness,
  type AccuracyScale,
  type Interval,
} from "../../robustness";
import { imagenetModels, imagenetShift, pairsUnder } from "./imagenet-shifts";

/** Where the baseline ends: the strongest model from scratch that is let into it, as accuracy on the reference. */
export const baselineEnds = [0.78, 0.79, 0.8, 0.81, 0.82, 0.83, 0.84, 0.85];

/** Mean robustness of the paper's models under one choice of how it is measured, fractions. */
export interface MeasuringChoice extends Interval {
  shift: string;
  /** What was varied. */
  varied: "nothing" | "scale" | "baseline's end" | "models" | "family" | "line";
  /** What it was set to, in words. */
  choice: string;
  /** Where the baseline ends: as varied, or the strongest model from scratch where nothing is. */
  end?: number;
}

/**
 * The paper's models measured again with each choice behind effective robustness varied on its own: the scale of the line, where the
 * baseline ends, which of the models are within its range, which family of architectures it lacks, and no line at all.
 *
 * @param name of one of `imagenetShifts`.
 * @param options.resamples of the matched difference's bootstrap. Default 1,000.
 */
export function measuringChoices(
  name: string,
  { seed = 1, resamples = 1000 }: { seed?: number; resamples?: number } = {},
): MeasuringChoice[] {
  const shift = imagenetShift(name);
  const { scratch, inPaper } = imagenetModels();
  const pairs = (models: readonly ImagenetModel[]) => pairsUnder(shift, models);
  const row = (
    varied: MeasuringChoice["varied"],
    choice: string,
    { mean, lower, upper }: Interval,
    end?: number,
  ): MeasuringChoice => ({
    shift: name,
    varied,
    choice,
    mean,
    lower,
    upper,
    end,
  });
  const byLine = (
    baseline = scratch,
    models = inPaper,
    scale: AccuracyScale = "probit",
  ) => groupRobustness(pairs(baseline), pairs(models), { scale });
  const best = Math.max(...scratch.map((model) => model[shift.reference]));
  const within = inPaper.filter((model) => model[shift.reference] <= best);
  const strongest = Math.max(...scratch.map(({ imagenet }) => imagenet));
  const families = [...new Set(scratch.map(({ family }) => family))].sort();
  return [
    row("nothing", "the paper's line", byLine(), strongest),
    row("scale", "logit scale", byLine(scratch, inPaper, "logit")),
    ...baselineEnds.map((end) => {
      const weaker = scratch.filter(({ imagenet }) => imagenet <= end);
      const percent = (100 * end).toFixed(0);
      const choice = `a baseline that ends at ${percent} % on ImageNet`;
      return row("baseline's end", choice, byLine(weaker), end);
    }),
    row("models", "models within the baseline", byLine(scratch, within)),
    ...families.map((family) => {
      const rest = scratch.filter((model) => model.family !== family);
      return row("family", `no ${family} in the baseline`, byLine(rest));
    }),
    row(
      "line",
      "no line, matched",
      groupMatchedDifference(pairs(scratch), pairs(inPaper), {
        seed,
        resamples,
      }),
    ),
  ];
}

/** For each shift the least and the most that any choice makes of the mean, and which it is: sentences of Markdown. */
export function choicesText(rows: readonly MeasuringChoice[]): string {
  const shifts = [...new Set(rows.map(({ shift }) => shift))];
  const [one] = shifts;
  const count = rows.filter(({ shift }) => shift === one).length;
  const said = shifts.map((shift) => {
    const means = rows
      .filter((row) => row.shift === shift)
      .sort((a, b) => a.mean - b.mean);
    const end = ({ mean, choice }: MeasuringChoice) =>
      `**${asPoints(mean, 1)}** (${choice})`;
    return `on ${shift} from ${end(means[0])} to ${end(means[means.length - 1])}`;
  });
  return `Over all ${count} choices the mean goes ${said.join("; ")}.`;
}
