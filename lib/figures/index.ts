export * from "./accuracy-on-the-line";
export { type AccuracyAxisScale } from "./accuracy-axis";
export { closeBrowser, NoBrowserError } from "./browser";
export * from "./curves";
export * from "./decision-boundary";
export {
  type Figure,
  type FigureRow,
  type FigureWidth,
  type PlotlyObject,
} from "./figure";
export { type FigureFont } from "./fonts";
export * from "./grouped-bars";
export * from "./image-grid";
export * from "./overlap";
export { type Provenance } from "./provenance";
export { render, type FigureFormat, type RenderOptions } from "./render";
export { save, type SaveOptions, type SavedFigure } from "./save";
export { show, type ShowOptions } from "./show";
export { showTable } from "./show-table";
export * from "./small-multiples";
export {
  type ColumnOptions,
  type Table,
  type TableCell,
  type TableOptions,
} from "./table";
export {
  toCsv,
  toHtml,
  toLatex,
  toMarkdown,
  toText,
  type LatexOptions,
} from "./table-markup";
export { type ValueUnit } from "./value-unit";
