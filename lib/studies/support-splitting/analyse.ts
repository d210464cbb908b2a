import { digitShift } from "../../experiments/digit-sets";
import { support } from "../../experiments/lazy-libraries";
import { verdictOf, type Verdict } from "../../robustness";
import type { SplitRobustness } from "../../support";
import { answersOn, type DigitModel, type DomainScores } from "./results";
import { distinct } from "../shared/distinct";
import { pointsCell } from "../shared/points-cell";

/** Robustness of one source's networks on one part of a natural shift of digits. */
export interface DigitPart {
  shift: string;
  part: "in support" | "out of support";
  /** Number of images. */
  images: number;
  /** What the networks were pre-trained on. */
  source: string;
  robustness: SplitRobustness;
  verdict: Verdict;
}

/** Fewer examples tell nothing: an accuracy is then uncertain by more than 20 points. */
const LEAST = 20;

/**
 * Robustness in and out of support (Cohen-Wang et al., Figure 5) of each source's networks on each natural shift of digits, as the CNN splits it: one
 * entry a part that has 20 images or more, and source.
 *
 * @param options.epsilon in (0, 1). Default 0.1. @param options.resamples of the part's images. Default 200.
 * @throws RangeError as `splitByScores` and `splitRobustness`.
 */
export function digitParts(
  models: readonly DigitModel[],
  domains: readonly DomainScores[],
  { epsilon = 0.1, resamples = 200 } = {},
): DigitPart[] {
  const { splitByScores } = support();
  const sources = distinct(models.map(({ source }) => source)).filter(
    (source) => source !== "scratch",
  );
  return domains
    .filter(({ method, seed }) => method === "cnn" && seed === 1)
    .flatMap(({ shift, scores, examples }) => {
      const { split } = splitByScores(scores, examples.isShifted, { epsilon });
      const parts = [
        { part: "in support" as const, members: split.inSupport },
        { part: "out of support" as const, members: split.outOfSupport },
      ];
      return parts
        .filter(({ members }) => members.length >= LEAST)
        .flatMap(({ part, members }) =>
          sources.map((source): DigitPart => {
            const robustness = digitRobustness(
              models,
              { shift, members, source },
              resamples,
            );
            const verdict = verdictOf(robustness);
            const images = members.length;
            return { shift, part, images, source, robustness, verdict };
          }),
        );
    });
}

function digitRobustness(
  models: readonly DigitModel[],
  {
    shift,
    members,
    source,
  }: { shift: string; members: Int32Array; source: string },
  resamples: number,
): SplitRobustness {
  const answers = (of: string, seed: number) =>
    answersOn(
      models.filter((each) => each.source === of && each.seed === seed),
      digitShift(shift),
      members,
    );
  const seeds = distinct(
    models.filter((each) => each.source === source).map(({ seed }) => seed),
  );
  return support().splitRobustness(
    seeds.map((seed) => ({
      baseline: answers("scratch", seed),
      group: answers(source, seed),
    })),
    { resamples },
  );
}

/** The parts as texts: a row a part, a column a source, each with its verdict; a star where the baseline is no line. */
export function digitRows(
  parts: readonly DigitPart[],
): { [column: string]: string | number }[] {
  const names = distinct(parts.map(({ shift, part }) => `${shift}, ${part}`));
  return names.map((name) => {
    const ours = parts.filter(
      ({ shift, part }) => `${shift}, ${part}` === name,
    );
    const cells = ours.map(({ source, robustness, verdict }) => [
      source,
      `${pointsCell(robustness)} ${verdict}`,
    ]);
    return {
      part: name.replaceAll("-", " "),
      images: ours[0].images,
      ...Object.fromEntries(cells),
    };
  });
}
