import { extent } from "../../../numerics";
import { type ShiftRobustness } from "./robustness-by-shift-data";

/** Free space beyond the outermost interval, as a share of the range. */
const PADDING = 0.05;

/** The range in points that holds zero, the margin and all finite ends of intervals. */
export function rangeOf(
  rows: readonly ShiftRobustness[],
  margin: number,
): [number, number] {
  const ends = rows
    .flatMap(({ mean, lower, upper }) => [mean, lower, upper])
    .concat(-margin, margin)
    .filter(Number.isFinite)
    .map((fraction) => 100 * fraction);
  const [low, high] = extent(ends);
  const padding = PADDING * (high - low);
  return [low - padding, high + padding];
}
