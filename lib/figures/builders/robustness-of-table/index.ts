export { robustnessOfTableFigure } from "./robustness-of-table-figure";
