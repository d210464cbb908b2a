export { association } from "./association";
export * from "./accuracies";
export * from "./accuracy-interval";
export * from "./accuracy-line";
export * from "./balanced-accuracy";
export * from "./bootstrap";
export * from "./chance-overlap";
export {
  correctedExamples,
  correctionOverlap,
  type CorrectionOverlapOptions,
  type Flags,
  type PartOverlap,
} from "./correction-overlap";
export * from "./diagnose-line";
export * from "./dominance";
export * from "./effective-robustness";
export * from "./group-accuracies";
export * from "./group-matched-difference";
export * from "./group-robustness";
export { halfAnExampleInside } from "./half-an-example-inside";
export { LEAST_R_SQUARED } from "./least-r-squared";
export * from "./matched-difference";
export * from "./mean-interval";
export * from "./proportion-interval";
export * from "./replicated-robustness";
export {
  robustnessOfTable,
  type TableGroup,
  type TableModel,
  type TableRobustness,
} from "./robustness-of-table";
export * from "./robustness-table";
export { type ModelTable } from "./read-table";
export { type AccuracyUnit } from "./table-accuracies";
export * from "./robustness-inheritance";
export * from "./scale";
export * from "./as-number";
export * from "./as-points";
export * from "./verdict";
export { type RobustnessOfTableOptions } from "./robustness-of-table-options";
