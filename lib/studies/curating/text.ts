import { asPercent, asPoints, type Interval } from "../../robustness";
import {
  curationCosts,
  mainRows,
  worstDifference,
  type WorstDifference,
} from "./analyse";
import { SMALL, cues, type Cue } from "./plan";
import type { ArmName, CurationAccuracy } from "./results";

const find = (
  table: readonly CurationAccuracy[],
  cue: Cue,
  arm: ArmName,
  set: string,
) => mainRows(table, cue).find((row) => row.arm === arm && row.set === set);

const percent = (interval: Interval) =>
  asPercent(Number.isFinite(interval.lower) ? interval : interval.mean, 0);

const said = (found: WorstDifference | undefined) =>
  found
    ? `${asPoints(found.difference, 0)} points, ${found.verdict}`
    : "too few seeds for an interval";

const number = (count: number) => count.toLocaleString("en");

/**
 * The answer in two sentences of Markdown.
 *
 * @param table of `curationAccuracies`.
 */
export function curatingText(
  table: readonly CurationAccuracy[],
  cue: Cue = "ground",
): string {
  const [tuned, tunedBiased, scratch, scratchBiased] = (
    ["fine-tuned", "from scratch"] as const
  ).flatMap((arm) =>
    ["curated", "biased"].map((set) => find(table, cue, arm, set)),
  );
  if (!tuned || !tunedBiased || !scratch || !scratchBiased)
    return "Too few runs are stored to say what a curated set brings: npm run sweep -- curating.";
  return (
    `Fine-tuned on **${SMALL} curated images of one kind of photograph**, a pre-trained network gets **${percent(tuned.worst)}** of its worst group right; on ${number(tunedBiased.images)} biased ones ` +
    `**${percent(tunedBiased.worst)}** (difference: ${said(worstDifference(tuned, tunedBiased))}). ` +
    `From scratch it is **${percent(scratch.worst)}** against **${percent(scratchBiased.worst)}** (${said(worstDifference(scratch, scratchBiased))}); guessing gives ${asPercent(0.5, 0)}.`
  );
}

/** Whether each of the paper's claims holds, for either cue, as a Markdown list. */
export function curatingClaims(table: readonly CurationAccuracy[]): string {
  return cues
    .filter((cue) => mainRows(table, cue).length > 0)
    .flatMap((cue) => {
      const of = (arm: ArmName, set: string) => find(table, cue, arm, set);
      const [{ images }] = mainRows(table, cue);
      const claim = (
        text: string,
        holdsIf: string,
        found: WorstDifference | undefined,
      ) => {
        const verdict = found?.verdict ?? "undecided";
        const standing =
          verdict === "undecided"
            ? "undecided"
            : verdict === holdsIf
              ? "holds"
              : "does not hold";
        return `- *${text}* (${cue}): ${standing}; ${said(found)}.`;
      };
      return [
        claim(
          `A pre-trained network does better in its worst group with ${SMALL} curated images than with ${number(images)} biased ones`,
          "above zero",
          worstDifference(
            of("fine-tuned", "curated"),
            of("fine-tuned", "biased"),
          ),
        ),
        claim(
          `The same ${SMALL} images serve a pre-trained network better than one from scratch`,
          "above zero",
          worstDifference(
            of("fine-tuned", "curated"),
            of("from scratch", "curated"),
          ),
        ),
        claim(
          `${number(images)} balanced images of both kinds do no better than those ${SMALL}`,
          "about zero",
          worstDifference(
            of("fine-tuned", "balanced"),
            of("fine-tuned", "curated"),
          ),
        ),
      ];
    })
    .join("\n");
}

/** What it costs in labelled images to do as well as the biased set, in a sentence of Markdown. */
export function costOfCuration(
  table: readonly CurationAccuracy[],
  cue: Cue = "ground",
): string {
  return curationCosts(table, cue)
    .map(({ arm, images, biased, biasedImages }) =>
      images === undefined
        ? `*${arm}*: no curated set tried`
        : `*${arm}*: **${images}** curated images do as well as ${number(biasedImages)} biased ones (${percent(biased)})`,
    )
    .join("; ")
    .concat(".");
}

/**
 * What diversity adds at equal numbers of images, in a sentence of Markdown: curated pairs of both kinds of photograph minus those of one kind.
 */
export function diversityText(
  table: readonly CurationAccuracy[],
  cue: Cue = "ground",
  arm: ArmName = "fine-tuned",
): string {
  const of = (set: string) =>
    table.filter(
      (row) => row.cue === cue && row.arm === arm && row.set === set,
    );
  const differences = of("curated, both kinds").flatMap((both) => {
    const one = of("curated").find(({ images }) => images === both.images);
    const found = worstDifference(both, one);
    return found ? [`${both.images} images: ${said(found)}`] : [];
  });
  const pairs = worstDifference(
    of("curated").find(({ images }) => images === SMALL),
    of("one kind, no pairs")[0],
  );
  const diversity = differences.length
    ? `A second kind of photograph adds to the worst group of the ${arm} network: ${differences.join("; ")}.`
    : "What a second kind of photograph adds is not computed yet.";
  return pairs
    ? `${diversity} Pairs over single photographs of the same kind, ${SMALL} images: ${said(pairs)}.`
    : diversity;
}
