export * from "./builders";
export {
  type Figure,
  type FigureRow,
  type FigureWidth,
  type PlotlyObject,
} from "./figure";
export { type AccuracyAxisScale } from "./frame";
export { type Images } from "./marks";
export * from "./render";
export * from "./table";
export { type ValueUnit } from "./theme";
