export * from "./exact-transport";
export * from "./gaussian-wasserstein";
export * from "./sinkhorn";
