export * from "./overlap";
export * from "./overlap-data";
