export * from "./numerics";
export * from "./robustness";
export * from "./data";
export * from "./experiments";
export * from "./training";
export * from "./theory";
export * from "./transport";
export * from "./splitting";
