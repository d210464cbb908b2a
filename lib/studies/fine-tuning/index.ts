export {
  accuracyByImages,
  featuresLeft,
  fineTuningText,
  rateTrials,
  ratesText,
  type ArmAccuracy,
  type FeatureAccuracy,
  type RateTrial,
} from "./analyse";
