export * from "./accuracy-axis";
export * from "./accuracy-ticks";
export * from "./check";
export * from "./compose";
export * from "./mark";
export * from "./place-words";
export * from "./plot";
