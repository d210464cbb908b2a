import "./quiet";

export type { AugmentBatch } from "./batches";
export {
  efficientNetLite,
  type EfficientNetLiteOptions,
  type EfficientNetLiteVariant,
} from "./efficientnet-lite";
export { extractFeatures, featureExtractor, type Features } from "./features";
export { filterImages } from "./filter-images";
export {
  fineTune,
  paperLearningRates,
  type FineTuneOptions,
  type FineTuning,
} from "./fine-tune";
export { fineTuningStrategies, type FineTuningStrategy } from "./strategies";
export {
  classMeansHead,
  defaultL2s,
  fitLinearProbe,
  setHead,
  type LinearHead,
  type LinearProbe,
  type LinearProbeOptions,
} from "./linear-probe";
export { loadImageNetWeights } from "./imagenet-weights";
export {
  readPyTorchCheckpoint,
  type CheckpointTensor,
} from "./pytorch-checkpoint";
export { evaluate, predictOutputs, type Evaluation } from "./evaluate";
export { mlp, type MlpOptions } from "./mlp";
export { nearestNeighbours, type Neighbours } from "./nearest-neighbours";
export type { Progress, TrainingStatus } from "./progress";
export {
  completeRecipe,
  defaultRecipe,
  type Augmentation,
  type PartialRecipe,
  type Recipe,
} from "./recipe";
export {
  loadPretrained,
  pretrain,
  pretrainingPlans,
  type AboutPretrained,
  type Pretrained,
  type PretrainingPlan,
} from "./pretrained";
export { hashPretrained, pretrainedNames } from "./pretrained-files";
export { learningRateAt } from "./schedule";
export { smallCnn, type SmallCnnOptions } from "./small-cnn";
export { residualCnn, type ResidualCnnOptions } from "./residual-cnn";
export { measureThroughput, type Throughput } from "./throughput";
export { tf } from "./tensorflow";
export {
  trainNetwork,
  TrainingDivergedError,
  type TrainingCheckpoint,
  type TrainingRun,
  type TrainOptions,
} from "./train-network";
export {
  FEATURES,
  getWeights,
  HEAD,
  initialiseWeights,
  setWeights,
  weightLayout,
  type NetworkWeights,
} from "./weights";
export {
  readWeightsFile,
  writeWeightsFile,
  type DescribedWeights,
} from "./weights-file";
