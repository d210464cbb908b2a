export type { Costs, FlatCosts } from "./costs";
export * from "./exact-transport";
export { gaussianWasserstein2 } from "./gaussian-wasserstein";
export * from "./sinkhorn";
export {
  datasetDistance,
  type DatasetDistance,
  type DatasetDistanceOptions,
} from "./dataset-distance";
export type { LabelledFeatures } from "./labelled-features";
