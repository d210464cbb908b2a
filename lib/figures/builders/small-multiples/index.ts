export * from "./small-multiples";
export * from "./types";
