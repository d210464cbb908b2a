export * from "./robustness-by-shift";
export * from "./types";
