export { closeBrowser, NoBrowserError } from "./browser";
export { type FigureFont } from "./fonts";
export { type Provenance } from "./provenance";
export { render, type FigureFormat, type RenderOptions } from "./render";
export { save, type SaveOptions, type SavedFigure } from "./save";
export { show, type ShowOptions } from "./show";
