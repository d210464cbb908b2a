export * from "./robustness-by-shift";
export * from "./robustness-by-shift-data";
