export * from "./builders/accuracy-on-the-line";
export { type AccuracyAxisScale } from "./frame/accuracy-axis";
export { closeBrowser, NoBrowserError } from "./render/browser";
export * from "./builders/curves";
export * from "./builders/decision-boundary";
export {
  type Figure,
  type FigureRow,
  type FigureWidth,
  type PlotlyObject,
} from "./figure";
export { type FigureFont } from "./render/fonts";
export * from "./builders/grouped-bars";
export * from "./builders/image-grid";
export * from "./builders/overlap";
export { type Provenance } from "./render/provenance";
export { render, type FigureFormat, type RenderOptions } from "./render/render";
export { save, type SaveOptions, type SavedFigure } from "./render/save";
export { show, type ShowOptions } from "./render/show";
export { showTable } from "./table/show-table";
export * from "./builders/small-multiples";
export {
  type ColumnOptions,
  type Table,
  type TableCell,
  type TableOptions,
} from "./table/table";
export {
  toCsv,
  toHtml,
  toLatex,
  toMarkdown,
  toText,
  type LatexOptions,
} from "./table/table-markup";
export { type ValueUnit } from "./theme/value-unit";
