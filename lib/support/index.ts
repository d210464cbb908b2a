export {
  measureShift,
  measureSupport,
  type SupportMeasurement,
  type SupportOptions,
  type SupportView,
} from "./measure-support";
export { nearestExamples, type NearestExamples } from "./nearest-examples";
export * from "./area-under-roc";
export { assignFolds, foldMembers, type FoldOptions } from "./assign-folds";
export * from "./auc-interval";
export { calibrateScale } from "./calibrate-scale";
export {
  calibrateScaleAndOffset,
  type ScaleAndOffset,
} from "./calibrate-offset";
export * from "./cross-fit";
export * from "./density-ratios";
export * from "./domain-classifiers";
export * from "./domain-examples";
export * from "./known-mixture";
export { monotoneRatios } from "./monotone-ratios";
export * from "./ratio-divergence";
export * from "./score-split";
export * from "./ratio-histogram";
export * from "./reliability";
export * from "./split-agreement";
export * from "./split-by-scores";
export * from "./split-robustness";
export * from "./support-split";
export { nearestNeighbours, type Neighbours } from "./nearest-neighbours";
