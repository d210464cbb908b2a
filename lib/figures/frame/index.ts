export * from "./accuracy-axis";
export * from "./accuracy-ticks";
export * from "./require-finite";
export * from "./compose-figure";
export * from "./mark";
export * from "./place-words";
export * from "./plot";
