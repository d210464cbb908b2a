export * from "./curves";
export * from "./curves-data";
