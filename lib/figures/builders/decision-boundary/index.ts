export * from "./decision-boundary";
export * from "./decision-boundary-data";
