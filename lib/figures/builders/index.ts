export * from "./accuracy-on-the-line";
export * from "./curves";
export * from "./decision-boundary";
export * from "./grouped-bars";
export * from "./image-grid";
export * from "./overlap";
export * from "./robustness-by-shift";
export * from "./small-multiples";
