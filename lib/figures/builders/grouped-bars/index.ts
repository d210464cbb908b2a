export * from "./grouped-bars";
export * from "./types";
