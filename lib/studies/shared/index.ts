export {
  accuraciesAlong,
  measuredPairs,
  measuredAccuracies,
  type MeasuredAccuracies,
  type MeasuredOptions,
} from "./accuracy-points";
export {
  recomputed,
  recomputedText,
  type RecomputedOptions,
  type RecomputedRow,
} from "./recomputed";
