export * from "./image-grid";
export * from "./types";
