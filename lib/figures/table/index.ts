export { showTable } from "./show-table";
export { toCsv } from "./to-csv";
export { toHtml } from "./to-html";
export { type LatexOptions, toLatex } from "./to-latex";
export { toMarkdown } from "./to-markdown";
export { toText } from "./to-text";
export * from "./table-data";
