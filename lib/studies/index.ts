import "./all";

export * from "./ask-shift";
export * from "./complementary-interventions";
export * from "./constructing-shifts";
export * from "./curating";
export * from "./effective-robustness";
export * from "./evolution";
export * from "./fine-tuning";
export * from "./inheritance";
export * from "./logistic-regression";
export * from "./natural-shifts";
export * from "./pretraining-data";
export * from "./shared";
export * from "./support-splitting";
export * from "./synthetic-shifts";
