import { type AccuracyLine } from "../../robustness";
import { type FigureRow, type PlotlyObject } from "../figure";
import { type AccuracyAxis, gather, type Mark, WEIGHT } from "../frame";
import { decimals, INK } from "../theme";
import { band } from "./area";
import { line as drawn } from "./line";

const LINE_POINTS = 60;

/** What the line says at one reference accuracy. */
interface Prediction {
  reference: number;
  mean: number;
  lower: number;
  upper: number;
}

/** A fitted accuracy line with its band over the whole x axis: solid over the models it was fitted to, dashed where it extrapolates. */
export function fittedLine(
  line: AccuracyLine,
  x: AccuracyAxis,
  y: AccuracyAxis,
  level: number,
): Mark {
  const [first, last] = line.referenceRange;
  const all = predictions(line, x, level);
  const at = (each: Prediction) => x.position(each.reference);
  const height = heightOn(y);
  const curve = (part: Prediction[], dash: string, more: PlotlyObject) =>
    drawn(
      part.map(at),
      part.map(({ mean }) => height(mean)),
      { color: INK.line, width: 1.3, dash },
      { legendgroup: "line", ...more },
    );
  const beyond = [
    all.filter(({ reference }) => reference <= first),
    all.filter(({ reference }) => reference >= last),
  ].filter((part) => part.length > 1);
  const inside = all.filter((each) => isInside(each, line));
  const name = `Fit (${decimals(100 * level, 0)}% CI)`;
  const marks = [
    band(
      all.map(at),
      all.map(({ lower }) => height(lower)),
      all.map(({ upper }) => height(upper)),
      INK.line,
      0.18,
      { legendgroup: "line" },
    ),
    curve(inside, "solid", { name, showlegend: true }),
    ...beyond.map((part) => curve(part, "dash", {})),
  ];
  return {
    traces: gather(marks, "traces"),
    obstacles: [
      {
        points: all.map((each) => [at(each), height(each.mean)]),
        joined: true,
        weight: WEIGHT.line,
      },
    ],
    rows: all.map((each) => rowOf(each, line)),
  };
}

function predictions(
  line: AccuracyLine,
  x: AccuracyAxis,
  level: number,
): Prediction[] {
  const [low, high] = x.range;
  const references = Array.from({ length: LINE_POINTS + 1 }, (_, i) =>
    x.accuracy(low + ((high - low) * i) / LINE_POINTS),
  )
    .concat(line.referenceRange)
    .filter((p) => p > 0 && p < 1)
    .sort((a, b) => a - b);
  const predicted = line.predict(references, { level });
  return references.map((reference, i) => ({ reference, ...predicted[i]! }));
}

/** Beyond the axis a band would be cut off anyway: its positions must only be finite. */
function heightOn(y: AccuracyAxis): (accuracy: number) => number {
  const [low, high] = y.range;
  const far = 2 * (high - low);
  return (p) => Math.max(low - far, Math.min(high + far, y.transform(p)));
}

const isInside = (
  { reference }: Prediction,
  { referenceRange: [first, last] }: AccuracyLine,
) => reference >= first && reference <= last;

const rowOf = (each: Prediction, line: AccuracyLine): FigureRow => ({
  role: isInside(each, line) ? "line" : "line (extrapolated)",
  reference: each.reference,
  shifted: each.mean,
  shiftedLower: each.lower,
  shiftedUpper: each.upper,
});
