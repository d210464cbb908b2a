export { fineTune, type FineTuneOptions, type FineTuning } from "./fine-tune";
export { averageWeights } from "./average-weights";
export { diagonalFisher, type DiagonalFisher } from "./diagonal-fisher";
export type {
  Method,
  MethodOptions,
  MethodOutcome,
  SoupIngredient,
} from "./method";
export { fineTuningStrategies, type FineTuningStrategy } from "./method-names";
export { classMeansHead } from "./heads/class-means-head";
export { firstClasses } from "./heads/first-classes";
export { applyHead, setHead, type LinearHead } from "./heads/linear-head";
export {
  defaultL2s,
  fitLinearProbe,
  type LinearProbe,
  type LinearProbeOptions,
} from "./heads/fit-linear-probe";
export { balancedWeights } from "./balance/balanced-weights";
export { balancedResample, balancedSubsample } from "./balance/balanced-sample";
export { groupDro, type GroupDro } from "./balance/group-dro";
export {
  reweightedHead,
  type ReweightedHead,
  type ReweightedHeadOptions,
} from "./heads/reweighted-head";
export { reweight, type ReweightOptions } from "./reweight";
