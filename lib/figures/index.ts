export * from "./accuracy-on-the-line";
export { closeBrowser } from "./browser";
export { type Figure, type FigureRow, type FigureWidth } from "./figure";
export { render, type FigureFormat, type RenderOptions } from "./render";
export { show, type ShowOptions } from "./show";
