import { type TextColumn } from "./text-columns";

/** Column widths in characters, code points counted. */
export const widths = (columns: readonly TextColumn[]) =>
  columns.map(({ header, cells }) =>
    [header, ...cells].reduce(
      (most, text) => Math.max(most, [...text].length),
      3,
    ),
  );

function padded(text: string, width: number, align: "left" | "right"): string {
  const space = " ".repeat(Math.max(0, width - [...text].length));
  return align === "right" ? space + text : text + space;
}

/** Lines of a table in a fixed-width typeface: a header, then the rows. */
export function fixedWidth(columns: readonly TextColumn[]): string[][] {
  const room = widths(columns);
  const line = (cells: string[]) =>
    cells.map((cell, i) => padded(cell, room[i]!, columns[i]!.align));
  return [
    line(columns.map(({ header }) => header)),
    ...(columns[0]?.cells ?? []).map((_, row) =>
      line(columns.map(({ cells }) => cells[row]!)),
    ),
  ];
}
