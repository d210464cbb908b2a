import { optionChecker } from "../../../files";
import { text, whole } from "../../../files/option-kinds";
import { width as widthKind } from "../../figure-kinds";
import { type Figure } from "../../figure";
import { compose, type Mark, requireSome } from "../../frame";
import { caption, hoverTargets, image } from "../../marks";
import { label, lines, points, shortLabel, TEXT, textWidth } from "../../theme";
import { pixels } from "../../width";
import { checkRow } from "./check-row";
import { columnsOf, GAP, layRows, type PlacedRow } from "./lay-rows";
import { type ImageGridOptions, type ImageRow } from "./image-grid-data";

/** Margin around the grid, and room for a heading, in pixels. */
const EDGE = 3;
const HEADING = points(16);

const checkOptions = optionChecker<ImageGridOptions>("imageGrid", {
  columns: whole(1, 1000),
  title: text,
  width: widthKind,
});

/**
 * Rows of real samples with what they are: reference, in-support, out-of-support (Figure 5 of Cohen-Wang et al.), the shifts'
 * gallery. Hovering names the image's index.
 *
 * @throws Error for pixels that are no bytes from 0 to 255, or don't fill the shape.
 * @throws RangeError for no rows or images, an index that isn't there, or other than 1, 3 or 4 channels.
 * @example
 * imageGrid([
 *   { label: "Reference", ...reference, indices: [3, 1, 4] },
 *   { label: "Shifted", ...shifted, indices: [3, 1, 4], captions: ["coat", "bag", "boot"] },
 * ]);
 */
export function imageGrid(
  rows: readonly ImageRow[],
  options: ImageGridOptions = {},
): Figure {
  checkOptions(options);
  requireSome(rows, "The list of rows");
  rows.forEach(checkRow);
  const { title, width = "column", columns = columnsOf(rows) } = options;
  const across = pixels(width);
  const cell = (across - 2 * EDGE) / columns;
  const { placed, height } = layRows(rows, columns, cell);
  return compose(
    {
      kind: "image-grid",
      description: `Images: ${placed.map((row) => `${row.label} (${row.indices.length})`).join("; ")}.`,
      x: { visible: false, range: [0, columns], fixedrange: true },
      y: { visible: false, range: [height, 0], fixedrange: true },
      title,
      width,
      aspect: (height * cell) / across,
      extraHeight: 2 * EDGE + (title ? HEADING : 0),
      layout: { margin: { l: EDGE, r: EDGE, t: EDGE, b: EDGE, pad: 0 } },
    },
    [
      hoverTargets(placed.flatMap(targets)),
      ...placed.flatMap((row) => rowMarks(row, cell)),
    ],
  );
}

/** A row's label, its images and their captions. */
function rowMarks(row: PlacedRow, cell: number): Mark[] {
  const captions = row.captions ?? [];
  return [
    {
      annotations: [
        caption(`<b>${label(row.label)}</b>`, 0, row.labelAt, "left", "bottom"),
        ...row.indices.flatMap((_, i) =>
          captions[i] === undefined
            ? []
            : [
                caption(
                  fitted(captions[i], cell),
                  i + (1 - GAP) / 2,
                  row.top + row.height,
                  "center",
                  "top",
                ),
              ],
        ),
      ],
      rows: row.indices.map((index, position) => ({
        row: row.label,
        position,
        index,
        caption: row.captions?.[position],
      })),
    },
    ...row.indices.map((index, i) =>
      image(row, index, {
        x: i,
        y: row.top,
        width: 1 - GAP,
        height: row.height,
      }),
    ),
  ];
}

/** A caption that is no wider than its image. */
function fitted(text: string, room: number): string {
  const most = Math.floor(room / textWidth("n", TEXT.note));
  return shortLabel(text, Math.max(2, most));
}

const targets = (row: PlacedRow) =>
  row.indices.map((index, i) => ({
    x: i + (1 - GAP) / 2,
    y: row.top + row.height / 2,
    text: lines(
      `<b>${label(row.label)}</b>`,
      `image ${index}`,
      row.captions?.[i] !== undefined && label(row.captions[i]),
    ),
  }));
