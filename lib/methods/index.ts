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
