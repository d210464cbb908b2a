export {
  ALL,
  baselineOf,
  pairsOf,
  pretrainedOf,
  robustnessByBias,
  robustnessByKind,
  shiftRobustness,
  studiedSize,
  type BiasRobustness,
  type KindRobustness,
  type StudiedRobustness,
} from "./analyse";
export { answerText, commonGroupsText, ruleText, shiftText } from "./answer";
export { biasText, hyperparameterText, pathText } from "./findings";
export {
  robustnessByHyperparameter,
  studiedValues,
  type HyperparameterRobustness,
} from "./hyperparameters";
export {
  otherBaselines,
  otherBaselinesText,
  type ArchitectureRobustness,
} from "./other-baselines";
export { networksText } from "./networks";
export { livePoints, liveRuns, type LivePoint } from "./live";
export { pathStages, robustnessAlongPath, type StageRobustness } from "./path";
export { closingRows, costText, methodRows, rateRows } from "./tables";
export { openText, syntheticShiftsResults } from "./shown-results";
export { shiftSamples, type SampleRow } from "./samples";
export { linePanel, type LinePanel } from "./line-panel";
export {
  shiftAccuracies,
  studiedKind,
  type ShiftAccuracy,
  type StudiedKind,
} from "./results";
