export {
  inherited,
  poorestAndRichest,
  rowOf,
  type Inherited,
  type InheritedOnce,
} from "./analyse";
export {
  inheritanceBenchmark,
  type Brought,
  type InheritanceBenchmarkOptions,
} from "./bring-your-own";
export { inheritanceBars, lossCurve } from "./figures-data";
export {
  baseAccuracyText,
  nearSetsText,
  otherMethodsText,
} from "./causes-text";
export {
  changeCells,
  changeRange,
  matrixMargins,
  type ChangeCell,
} from "./change-cells";
export { knowingCifar10 } from "./knowing-cifar10";
export { distanceText, lossPredictionText } from "./loss-text";
export { methodName } from "./method-name";
export { againstFullText, methodsText, rankingText } from "./methods-text";
export type { OwnSet } from "./own-sets";
export {
  lossCorrelation,
  lossPredictions,
  type LossPrediction,
} from "./prediction";
export {
  lossPoints,
  lossPredictors,
  type LossPoint,
  type LossPredictor,
} from "./predictors";
export { rankings, type Ranking } from "./rankings";
export { richerPretraining, type RicherPretraining } from "./richness";
export {
  inheritanceRows,
  type AdaptedNetwork,
  type InheritanceRows,
  type NetworkBefore,
  type SetDistance,
} from "./results";
export { relatedSamples } from "./samples";
export { inheritanceResults } from "./shown-results";
export {
  inheritanceBySet,
  inheritanceRow,
  inheritanceTable,
  lossPredictionRows,
  setDistanceRows,
} from "./tables";
export {
  absoluteText,
  inheritanceOpenText,
  inheritanceText,
  richnessText,
} from "./text";
