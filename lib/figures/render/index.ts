export { closeBrowser, NoBrowserError } from "./browser";
export { type FigureFont } from "./fonts";
export { type Provenance } from "./provenance";
export { render } from "./render";
export { type FigureFormat, type RenderOptions } from "./render-options";
export { save, type SaveOptions, type SavedFigure } from "./save";
export { show, type ShowOptions } from "./show";
