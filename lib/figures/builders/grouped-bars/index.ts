export * from "./grouped-bars";
export * from "./grouped-bars-data";
