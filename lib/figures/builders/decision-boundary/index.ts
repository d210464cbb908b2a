export * from "./decision-boundary";
export * from "./types";
