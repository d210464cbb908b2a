import { type PlotlyObject } from "../../figure";
import { type CurvePoint } from "./curves-data";

/** Distinct values of x up to which each gets its own tick. */
const MOST_TICKS = 8;
/** Characters of a value that was chosen, such as 0.0001 or 20,000; one that was measured has more. */
const LONGEST_TICK = 6;

/** A tick at each value of x where there are few and they are round, as of a swept hyper-parameter; otherwise at the powers of ten of a logarithmic axis. Points that are not joined have the ticks that Plotly finds on a linear one. */
export function xTicks(
  points: readonly CurvePoint[],
  type: "linear" | "log",
  joined = true,
): PlotlyObject {
  if (!joined && type === "linear") return { type };
  const values = [...new Set(points.map((point) => point.x))].sort(
    (a, b) => a - b,
  );
  const isRound = values.every((x) => plainNumber(x).length <= LONGEST_TICK);
  const many = values.length > MOST_TICKS || !isRound;
  const powers =
    many && type === "log" ? powersOfTen(values[0], values.at(-1)!) : [];
  if (many && !(powers.length >= 2 && powers.length <= MOST_TICKS)) {
    return { type };
  }
  const ticks = many ? powers : values;
  return {
    type,
    tickmode: "array",
    tickvals: ticks,
    ticktext: ticks.map(plainNumber),
  };
}

/** Ticks at the powers of ten of a logarithmic axis, where it has a few; else those that Plotly finds. */
export function yTicks(
  values: readonly number[],
  type: "linear" | "log",
): PlotlyObject {
  if (type === "linear") return { type };
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const powers = powersOfTen(least, most);
  if (powers.length < 2 || powers.length > MOST_TICKS) return { type };
  return {
    type,
    tickmode: "array",
    tickvals: powers,
    ticktext: powers.map(plainNumber),
  };
}

function powersOfTen(from: number, to: number): number[] {
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(`1e${first + i}`),
  );
}

/** A number as people write it: 0.0001, 512, 20,000, 3e-5. */
export function plainNumber(value: number): string {
  const text =
    value !== 0 && Math.abs(value) < 1e-4
      ? value.toExponential()
      : value.toLocaleString("en", { maximumSignificantDigits: 6 });
  return text.replaceAll("-", "−");
}
