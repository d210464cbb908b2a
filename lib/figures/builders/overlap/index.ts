export * from "./overlap";
export * from "./types";
