export type { Costs, FlatCosts } from "./costs";
export * from "./exact-transport";
export { gaussianWasserstein2 } from "./gaussian-wasserstein";
export * from "./sinkhorn";
