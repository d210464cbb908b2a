export { type AugmentBatch } from "./batches";
export {
  extractFeatures,
  featureExtractor,
  takeFeatures,
  type Features,
} from "./features";
export { keptFeatures } from "./kept-features";
export { evaluate, predictOutputs, type Evaluation } from "./evaluate";
export {
  completeRecipe,
  defaultRecipe,
  type Augmentation,
  type PartialRecipe,
  type Recipe,
} from "./recipe";
export { measureNormalisation } from "./measure-normalisation";
export { learningRateAt } from "./schedule";
export { measureThroughput, type Throughput } from "./throughput";
export type { TrainingCheckpoint } from "./training-checkpoint";
export type { ExampleWeights, WeighExamples } from "./example-weights";
export type { TrainingHistory } from "./history";
export type { LossBatch, LossTerm } from "./loss-terms";
export { trainNetwork, type TrainingRun } from "./train-network";
export type { TrainOptions } from "./train-options";
export { TrainingDivergedError } from "./training-diverged";
