export * from "./area-under-roc";
export * from "./calibrate-scale";
export * from "./density-ratios";
