export * from "./image-grid";
export * from "./image-grid-data";
