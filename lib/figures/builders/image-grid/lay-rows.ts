import { extent } from "../../../numerics";
import { TEXT } from "../../theme";
import { type ImageRow } from "./image-grid-data";

/** Images a row where nothing says how many. */
const COLUMNS = 8;
/** Free space between images, as a share of a cell. */
export const GAP = 0.06;

/** A row with the images it shows and its place; lengths in units of a cell's width, from the top. */
export interface PlacedRow extends ImageRow {
  indices: readonly number[];
  /** Where the label stands, and where images begin. */
  labelAt: number;
  top: number;
  /** Height of an image. */
  height: number;
}

/** How many images stand side by side. */
export const columnsOf = (rows: readonly ImageRow[]): number =>
  extent(rows.map((row) => row.indices?.length ?? COLUMNS))[1];

/**
 * Rows below each other, each with its label above and its captions below.
 *
 * @param cell width of a cell in pixels.
 * @returns also the height of all.
 */
export function layRows(
  rows: readonly ImageRow[],
  columns: number,
  cell: number,
): { placed: PlacedRow[]; height: number } {
  const line = TEXT.tick / cell;
  let end = 0;
  const placed = rows.map((row): PlacedRow => {
    const [, height, across] = row.shape;
    const image = (height / across) * (1 - GAP);
    const top = end + 1.45 * line;
    end = top + image + (row.captions ? 1.25 * line : 0) + 0.45 * line;
    return {
      ...row,
      indices: pick(row, columns),
      labelAt: top - 0.25 * line,
      top,
      height: image,
    };
  });
  return { placed, height: end };
}

const pick = ({ shape, indices }: ImageRow, columns: number): number[] =>
  (indices ?? Array.from({ length: shape[0] }, (_, i) => i)).slice(0, columns);
