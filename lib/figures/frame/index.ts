export * from "./accuracy-axis";
export * from "./accuracy-ticks";
export * from "./require-finite";
export * from "./compose-figure";
export * from "./mark";
export * from "./name-ticks";
export * from "./place-words";
export * from "./plot";
