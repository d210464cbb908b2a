export * from "./convergence-bound";
export * from "./decomposition";
export * from "./gradient-descent";
export {
  logisticGradient,
  logisticLoss,
  smoothnessConstant,
} from "./logistic-loss";
export * from "./logistic-data";
export * from "./reference-minimizer";
