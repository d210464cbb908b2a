export {
  sourceRobustness,
  trends,
  type SourceRobustness,
  type Trend,
  type When,
} from "./analyse";
export {
  properties as pretrainingProperties,
  type PretrainingData,
  type Property,
} from "./plan";
export { replayChanges, replayText, type ReplayChange } from "./replay";
export {
  pretrainedSets,
  transferAccuracies,
  type PretrainedSet,
  type TransferAccuracy,
} from "./results";
export { pretrainingDataResults } from "./shown-results";
export { pretrainedRows, trendRows, trendText } from "./tables";
