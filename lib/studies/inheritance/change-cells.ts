import { mean } from "../../numerics";
import { overSeeds, type Inherited } from "./analyse";

/** A cell of the matrix, as `heatmap` takes it. */
export interface ChangeCell {
  /** The set adapted to. */
  row: string;
  /** The set tested on. */
  column: string;
  value: number;
  lower?: number;
  upper?: number;
  text?: string;
  plain?: boolean;
  outlined?: boolean;
}

const BEFORE = "before (%)";
const OTHERS = "others (RI)";

/** What stands apart in the matrix: accuracy before, and the mean over the sets not adapted to, of which the change is RI. */
export const matrixMargins: readonly string[] = [BEFORE, OTHERS];

/**
 * The matrix of a network and a method: accuracy before on each set (columns), its change after adapting to each (rows), and the means over
 * the sets not adapted to; fractions, means over repetitions with 95 % intervals. The set adapted to is outlined.
 */
export function changeCells({ sets, once }: Inherited): ChangeCell[] {
  const before = sets.map((_, j) => mean(once.map(({ from }) => from[j])));
  const ofOthers = mean(once.map((each) => each.before));
  return [
    ...[...sets, OTHERS].map((column, j) => {
      const value = before[j] ?? ofOthers;
      const text = (100 * value).toFixed(0);
      return { row: BEFORE, column, value, text, plain: true };
    }),
    ...sets.flatMap((row, i) => [
      ...sets.map((column, j) => ({
        ...change(
          row,
          column,
          once.map(({ changes }) => changes[i][j]),
        ),
        outlined: i === j,
      })),
      change(
        row,
        OTHERS,
        once.map(({ bySet }) => bySet[i]),
      ),
    ]),
  ];
}

/** Over repetitions; without an interval where there is a single one. */
function change(
  row: string,
  column: string,
  values: readonly number[],
): ChangeCell {
  const { mean: value, lower, upper } = overSeeds(values);
  return Number.isFinite(lower)
    ? { row, column, value, lower, upper }
    : { row, column, value };
}

/** From the largest change to its opposite, for one scale of colours in the matrices of several networks; [−1, 1] of none. */
export function changeRange(rows: readonly Inherited[]): [number, number] {
  const changes = rows
    .flatMap(changeCells)
    .filter(({ plain }) => !plain)
    .map(({ value }) => Math.abs(value));
  const most = Math.max(0, ...changes) || 1;
  return [-most, most];
}
