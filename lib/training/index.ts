export { type AugmentBatch } from "./batches";
export { extractFeatures, featureExtractor, type Features } from "./features";
export { keptFeatures } from "./kept-features";
export { evaluate, predictOutputs, type Evaluation } from "./evaluate";
export {
  completeRecipe,
  defaultRecipe,
  type Augmentation,
  type PartialRecipe,
  type Recipe,
} from "./recipe";
export { learningRateAt } from "./schedule";
export { measureThroughput, type Throughput } from "./throughput";
export {
  trainNetwork,
  TrainingDivergedError,
  type TrainingCheckpoint,
  type TrainingRun,
  type TrainOptions,
} from "./train-network";
