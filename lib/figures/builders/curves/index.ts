export * from "./curves";
export * from "./types";
