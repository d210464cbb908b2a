export * from "./accuracy-on-the-line";
export * from "./types";
