export * from "./heatmap";
export * from "./heatmap-data";
