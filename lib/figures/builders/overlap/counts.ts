import { type PlotlyObject } from "../../figure";
import { type Mark } from "../../frame";
import { bars } from "../../marks";
import { INK, label, lines, percent, SYMBOLS, TEXT } from "../../theme";
import { type Combination } from "./combinations";

/** Height of what stands over a combination. */
export const topOf = (
  { count, expected }: Combination,
  independence: boolean,
): number => (independence ? Math.max(count, expected) : count);

/** A bar a combination with its count above it; open markers for what independence would give. */
export function countMarks(
  combinations: readonly Combination[],
  total: number,
  remedies: number,
  independence: boolean,
  colour: string,
): Mark[] {
  const x = combinations.map((_, i) => i);
  const observed = bars(
    {
      x,
      y: combinations.map(({ count }) => count),
      hover: combinations.map((each) => hover(each, total, remedies)),
    },
    { name: "Observed", colour, more: { showlegend: independence } },
  );
  const expected = scatter(
    "markers",
    x,
    combinations.map((each) => each.expected),
    {
      name: "If independent",
      marker: {
        symbol: SYMBOLS[2],
        size: 7,
        color: INK.paper,
        line: { width: 1.2, color: INK.text },
      },
    },
  );
  const numbers = scatter(
    "markers+text",
    x,
    combinations.map((each) => topOf(each, independence)),
    {
      text: combinations.map(({ count }) => String(count)),
      textposition: "top center",
      textfont: { size: TEXT.note },
      marker: { size: 8, opacity: 0 },
      showlegend: false,
    },
  );
  return [observed, ...(independence ? [expected] : []), numbers];
}

const scatter = (
  mode: string,
  x: number[],
  y: number[],
  more: PlotlyObject,
): Mark => ({
  traces: [
    {
      type: "scatter",
      mode,
      x,
      y,
      cliponaxis: false,
      hoverinfo: "skip",
      ...more,
    },
  ],
});

const hover = (
  { names, count, expected }: Combination,
  total: number,
  remedies: number,
): string =>
  lines(
    `<b>${names.map(label).join(" and ")}</b>${names.length < remedies ? " only" : ""}`,
    `${count} of ${total} examples (${percent(count / total)})`,
    `${expected.toFixed(1)} if independent`,
  );
