export * from "./accuracy-on-the-line";
export * from "./accuracy-on-the-line-data";
