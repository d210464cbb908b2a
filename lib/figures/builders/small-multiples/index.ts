export * from "./small-multiples";
export * from "./small-multiples-data";
