import { requireSome } from "../frame/check";
import {
  type Figure,
  type FigureWidth,
  pixels,
  type PlotlyObject,
} from "../figure";
import { label, lines, percent, shortLabel } from "../theme/label";
import {
  axis,
  baseLayout,
  cycle,
  heading,
  INK,
  legendBelow,
  PALETTE,
  SYMBOLS,
  TEXT,
  translucent,
} from "../theme/theme";

/** Which examples one remedy corrects. */
export interface CorrectedExamples {
  /** The remedy. */
  name: string;
  /** One entry an example, in the same order for all remedies: true (or 1) where it is corrected. */
  corrected: ArrayLike<boolean | number>;
}

export interface OverlapOptions {
  /** What is counted. Default `"Corrected examples"`. */
  yLabel?: string;
  /** Whether to mark how many would be expected if the remedies corrected examples independently of each other. Default true. */
  independence?: boolean;
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
  /** Height over width, without the legend. Default 0.7. */
  aspect?: number;
}

/** Remedies whose overlap can still be read: 2⁴ − 1 combinations. */
const MOST_REMEDIES = 4;
/** Share of the height for the matrix of dots: a row a remedy. */
const ROW = 0.1;
/** Height of the axis over the highest bar, so that there is room for its count. */
const HEADROOM = 1.12;

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
  const {
    yLabel = "Corrected examples",
    independence = true,
    title,
    width = "column",
    aspect = 0.7,
  } = options;
  const total = checkRemedies(remedies);
  const counts = countCombinations(remedies, total);
  const shares = remedies.map(({ corrected }) => sum(corrected) / total);
  const combinations = counts
    .map((count, mask) => ({
      mask,
      count,
      expected:
        total * product(shares.map((p, i) => (has(mask, i) ? p : 1 - p))),
      names: remedies.filter((_, i) => has(mask, i)).map(({ name }) => name),
    }))
    .slice(1) // mask 0: corrected by none
    .sort((a, b) => a.names.length - b.names.length || a.mask - b.mask);

  const matrixTop = ROW * remedies.length;
  const hover = combinations.map(({ names, count, expected }) =>
    lines(
      `<b>${names.map(label).join(" and ")}</b>${names.length < remedies.length ? " only" : ""}`,
      `${count} of ${total} examples (${percent(count / total)})`,
      `${expected.toFixed(1)} if independent`,
    ),
  );
  const { legend, height } = independence
    ? legendBelow(["Observed", "If independent"], pixels(width))
    : { legend: undefined, height: 0 };
  const tops = combinations.map(({ count, expected }) =>
    independence ? Math.max(count, expected) : count,
  );
  const at = combinations.map((_, i) => i);
  return {
    kind: "overlap",
    description: `${yLabel} by ${combinations
      .map(({ names, count }) => `${names.join(" and ")}: ${count}`)
      .join("; ")} of ${total}.`,
    data: [
      {
        type: "bar",
        name: "Observed",
        x: at,
        y: combinations.map(({ count }) => count),
        marker: { color: translucent(cycle(PALETTE, 0), 0.5) },
        hoverinfo: "text",
        hovertext: hover,
      },
      ...(independence
        ? [
            {
              type: "scatter",
              mode: "markers",
              name: "If independent",
              x: at,
              y: combinations.map(({ expected }) => expected),
              marker: {
                symbol: cycle(SYMBOLS, 2),
                size: 7,
                color: "#ffffff",
                line: { width: 1.2, color: INK.text },
              },
              cliponaxis: false,
              hoverinfo: "skip",
            },
          ]
        : []),
      {
        type: "scatter",
        mode: "markers+text",
        x: at,
        y: tops,
        text: combinations.map(({ count }) => String(count)),
        textposition: "top center",
        textfont: { size: TEXT.note },
        cliponaxis: false,
        marker: { size: 8, opacity: 0 },
        hoverinfo: "skip",
        showlegend: false,
      },
      ...combinations.flatMap(({ mask }, i) => dots(mask, i, remedies.length)),
    ],
    layout: baseLayout({
      ...heading(title && label(title)),
      xaxis: axis("", {
        showgrid: false,
        showline: false,
        ticks: "",
        showticklabels: false,
        range: [-0.6, combinations.length - 0.4],
        anchor: "y2",
      }),
      yaxis: axis(label(yLabel), {
        domain: [matrixTop + 0.05, 1],
        range: [0, HEADROOM * Math.max(...tops)],
      }),
      yaxis2: axis("", {
        domain: [0, matrixTop],
        range: [remedies.length - 0.5, -0.5],
        showline: false,
        ticks: "",
        tickmode: "array",
        tickvals: remedies.map((_, i) => i),
        ticktext: remedies.map(({ name }) => shortLabel(name, 26)),
      }),
      showlegend: independence,
      legend,
    }),
    rows: combinations.map(({ mask, count, expected }) => ({
      ...Object.fromEntries(
        remedies.map(({ name }, i) => [name, has(mask, i)]),
      ),
      count,
      expectedIfIndependent: expected,
      total,
    })),
    aspect: aspect + height / pixels(width),
    width,
  };
}

function checkRemedies(remedies: readonly CorrectedExamples[]): number {
  if (remedies.length < 2 || remedies.length > MOST_REMEDIES) {
    throw new RangeError(
      `An overlap needs 2 to ${MOST_REMEDIES} remedies, got ${remedies.length}.`,
    );
  }
  const [first] = remedies as [CorrectedExamples];
  requireSome(first.corrected, `The list of examples of "${first.name}"`);
  const total = first.corrected.length;
  for (const { name, corrected } of remedies) {
    if (corrected.length !== total) {
      throw new RangeError(
        `"${name}" has ${corrected.length} examples but "${first.name}" has ${total}: both must list the same examples in the same order.`,
      );
    }
  }
  if (remedies.every(({ corrected }) => sum(corrected) === 0)) {
    throw new RangeError(
      `None of ${remedies.map(({ name }) => `"${name}"`).join(", ")} corrects any of the ${total} examples: there is no overlap to draw.`,
    );
  }
  return total;
}

/** Examples by the set of remedies that correct them, as a bit mask. */
function countCombinations(
  remedies: readonly CorrectedExamples[],
  total: number,
): number[] {
  const counts = new Array<number>(2 ** remedies.length).fill(0);
  for (let example = 0; example < total; example++) {
    let mask = 0;
    remedies.forEach(({ corrected }, i) => {
      if (corrected[example]) mask |= 1 << i;
    });
    counts[mask]!++;
  }
  return counts;
}

const has = (mask: number, i: number) => (mask & (1 << i)) !== 0;
const sum = (flags: ArrayLike<boolean | number>) =>
  Array.from(flags, Boolean).filter(Boolean).length;
const product = (factors: number[]) => factors.reduce((a, b) => a * b, 1);

/** One column of the matrix: filled dots, joined, for the remedies of the combination; faint ones for the others. */
function dots(mask: number, x: number, remedies: number): PlotlyObject[] {
  const rows = Array.from({ length: remedies }, (_, i) => i);
  const column = (ys: number[], color: string, mode: string) => ({
    type: "scatter",
    mode,
    x: ys.map(() => x),
    y: ys,
    yaxis: "y2",
    marker: { size: 7, color },
    line: { width: 1.5, color },
    hoverinfo: "skip",
    showlegend: false,
  });
  return [
    column(
      rows.filter((i) => !has(mask, i)),
      "#dddddd",
      "markers",
    ),
    column(
      rows.filter((i) => has(mask, i)),
      cycle(PALETTE, 0),
      "lines+markers",
    ),
  ].filter((trace) => trace.x.length > 0);
}
