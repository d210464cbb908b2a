export * from "./numerics";
export * from "./robustness";
