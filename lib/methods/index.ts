export {
  fineTune,
  paperLearningRates,
  type FineTuneOptions,
  type FineTuning,
} from "./fine-tune";
export { fineTuningStrategies, type FineTuningStrategy } from "./strategies";
export { classMeansHead } from "./class-means";
export { setHead, type LinearHead } from "./head";
export {
  defaultL2s,
  fitLinearProbe,
  type LinearProbe,
  type LinearProbeOptions,
} from "./linear-probe";
