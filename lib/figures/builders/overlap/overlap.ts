import { optionChecker } from "../../../files";
import { flag, text } from "../../../files/option-kinds";
import { aspect as aspectKind, width as widthKind } from "../../figure-kinds";
import { type Figure, type PlotlyObject } from "../../figure";
import { compose } from "../../frame";
import { axis, label, PALETTE, shortLabel } from "../../theme";
import { checkRemedies } from "./check-remedies";
import { type Combination, combinationsOf, has } from "./combinations";
import { countMarks, topOf } from "./counts";
import { dotColumn } from "./combination-matrix";
import { type CorrectedExamples, type OverlapOptions } from "./overlap-data";

/** Share of the height for the matrix of dots: a row a remedy. */
const ROW = 0.1;
/** Height of the axis over the highest bar, so that there is room for its count. */
const HEADROOM = 1.12;
/** Colour of bars and dots. */
const COLOUR = PALETTE[2]!;
const DOTS = PALETTE[0]!;

const checkOptions = optionChecker<OverlapOptions>("overlap", {
  yLabel: text,
  independence: flag,
  title: text,
  width: widthKind,
  aspect: aspectKind,
});

/**
 * Overlap of the examples that remedies correct (Cohen-Wang et al., Section 6): a bar for each combination of remedies counts the
 * examples that exactly these correct; the dots below it say which. Open markers show the count expected if the remedies were
 * independent of each other, given how many each corrects.
 *
 * @throws RangeError for fewer than two or more than four remedies, for lists of different lengths, and when nothing is corrected at all.
 * @example
 * overlap([{ name: "Pre-training", corrected: a }, { name: "Balancing", corrected: b }]);
 */
export function overlap(
  remedies: readonly CorrectedExamples[],
  options: OverlapOptions = {},
): Figure {
  checkOptions(options);
  const { yLabel = "Corrected examples", independence = true } = options;
  const { title, width, aspect = 0.7 } = options;
  const total = checkRemedies(remedies);
  const combinations = combinationsOf(remedies, total);
  const matrixTop = ROW * remedies.length;
  const highest = Math.max(
    ...combinations.map((each) => topOf(each, independence)),
  );
  const rowOf = ({ mask, count, expected }: Combination) => ({
    ...Object.fromEntries(remedies.map(({ name }, i) => [name, has(mask, i)])),
    count,
    expectedIfIndependent: expected,
    total,
  });
  return compose(
    {
      kind: "overlap",
      description: `${yLabel} by ${combinations
        .map(({ names, count }) => `${names.join(" and ")}: ${count}`)
        .join("; ")} of ${total}.`,
      x: axis("", {
        ...BARE,
        showgrid: false,
        showticklabels: false,
        range: [-0.6, combinations.length - 0.4],
        anchor: "y2",
      }),
      y: axis(label(yLabel), {
        domain: [matrixTop + 0.05, 1],
        range: [0, HEADROOM * highest],
      }),
      layout: { yaxis2: matrixAxis(remedies, matrixTop) },
      title,
      width,
      aspect,
      rows: combinations.map(rowOf),
    },
    [
      ...countMarks(combinations, total, remedies.length, independence, COLOUR),
      ...combinations.map(({ mask }, i) =>
        dotColumn(mask, i, remedies.length, DOTS),
      ),
    ],
  );
}

const BARE: PlotlyObject = { showline: false, ticks: "" };

/** The rows of the matrix, named after the remedies. */
const matrixAxis = (remedies: readonly CorrectedExamples[], top: number) =>
  axis("", {
    ...BARE,
    domain: [0, top],
    range: [remedies.length - 0.5, -0.5],
    tickmode: "array",
    tickvals: remedies.map((_, i) => i),
    ticktext: remedies.map(({ name }) => shortLabel(name, 26)),
  });
