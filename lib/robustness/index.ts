export * from "./accuracy-line";
