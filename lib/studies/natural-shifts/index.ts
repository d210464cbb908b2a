export {
  naturalShiftResults,
  type AnsweringModel,
  type ClassifierTrial,
  type NaturalShiftResults,
  type ScoredDomain,
} from "./results";
export { naturalShiftSets, spokenName, type ClassifierMethod } from "./plan";
export { metImages, type MetImages } from "./met-images";
export {
  knownParts,
  partsOf,
  splitShift,
  type PartRobustness,
  type SplitDomain,
  type SplitOptions,
} from "./parts";
export { exampleColumns, perExample, type ExampleAnswer } from "./per-example";
export {
  scoreMixtures,
  type MixtureOptions,
  type MixtureScore,
} from "./score-mixtures";
export { shiftShares, type ShiftShare } from "./shares";
export {
  leaveOneShiftOut,
  predictRobustness,
  type LeftOutShift,
  type ShiftPrediction,
  type Predictor,
} from "./predict";
export { laboratoryShares, predictedRobustness } from "./predicted-robustness";
export { partDifferences, type PartDifference } from "./part-differences";
export {
  contraryText,
  differenceText,
  naturalAnswer,
  otherWayText,
  predictionText,
} from "./answer";
export {
  partPanel,
  partRows,
  partTable,
  partTitle,
  predictionRows,
  type PartRow,
} from "./part-views";
export {
  calibrationBars,
  epsilonPoints,
  scoreBars,
  scoreRows,
  type ScoreBar,
} from "./score-views";
export {
  agreementRows,
  answeredMixtures,
  chosenRows,
  liveSplits,
  studyCostText,
} from "./tables";
export {
  classifierRows,
  methodNames,
  ratioPoints,
  ratioSeries,
  splitSamples,
  type RatioPoint,
  type SplitSamples,
} from "./split-views";
export {
  measureShare,
  type MeasuredShare,
  type ShareOptions,
} from "./measure-share";
