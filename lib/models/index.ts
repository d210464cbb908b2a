export {
  efficientNetLite,
  type EfficientNetLiteOptions,
  type EfficientNetLiteVariant,
} from "./efficientnet-lite";
export { filterImages } from "./filter-images";
export { loadImageNetWeights } from "./imagenet-weights";
export {
  readPyTorchCheckpoint,
  type CheckpointTensor,
} from "./pytorch-checkpoint";
export { mlp, type MlpOptions } from "./mlp";
export { smallCnn, type SmallCnnOptions } from "./small-cnn";
export { residualCnn, type ResidualCnnOptions } from "./residual-cnn";
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
export { makeModel, type ModelTask } from "./make-model";
export {
  completeModel,
  modelNames,
  type ModelName,
  type ModelSpec,
} from "./model-spec";
export { decodeWeights, encodeWeights } from "./weights-file";
