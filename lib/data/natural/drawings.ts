import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromCSV } from "arquero";
import { projectRoot } from "../../files/paths";
import type { LabelledImages } from "../../images/labelled-images";
import { takeExamples } from "../../images/image-sets";
import { decodePng } from "../formats/png";
import { registryEntry } from "../registry";
import { readSheet } from "./drawing-sheet";

/** A drawing of the set `drawings`: a row of `data/tables/drawings.csv`. */
export interface DrawingRow {
  /** Class, as in CIFAR-10. */
  class: string;
  /** Icon set, as the Iconify collection calls it; the group of the image. */
  set: string;
  /** Name within the set. */
  icon: string;
  part: "in colour" | "line art";
  /** Share of the ink that is coloured, 0–1: what tells the parts apart. */
  coloured_share: number;
  /** SPDX identifier. */
  licence: string;
  author: string;
}

/** Each drawing's class, set, licence and author, in the order of the images of `drawings`. */
export const drawingRows = (): DrawingRow[] =>
  fromCSV(
    readFileSync(join(projectRoot(), "data", "tables", "drawings.csv"), "utf8"),
  ).objects() as DrawingRow[];

/** The icon sets that the drawings come from, sorted: their groups. */
export const drawingSets = (): string[] =>
  [...new Set(drawingRows().map(({ set }) => set))].sort();

/** Which part each registered set holds; all where none is named. */
const PARTS: Readonly<Record<string, DrawingRow["part"] | undefined>> = {
  drawings: undefined,
  "drawings-in-colour": "in colour",
  "drawings-line-art": "line art",
};

/** Names of the registered sets of drawings. */
export const isDrawings = (name: string) => Object.hasOwn(PARTS, name);

/**
 * Drawings of CIFAR-10's classes out of openly licensed icon sets, black or coloured on white: to CIFAR-10 what ImageNet-Sketch and -R are to ImageNet.
 * Groups are icon sets ({@link drawingSets}).
 *
 * @param name `drawings` for all, `drawings-in-colour` or `drawings-line-art` for a part.
 */
export function drawings(name: string): LabelledImages {
  const rows = drawingRows();
  const path = join(projectRoot(), "data", "drawings", "drawings.png");
  const sheet = decodePng({ bytes: readFileSync(path), path });
  const classes = registryEntry(name).classes ?? [];
  const sets = drawingSets();
  const all: LabelledImages = {
    images: readSheet(sheet, rows.length),
    labels: Uint8Array.from(rows, (row) => classes.indexOf(row.class)),
    shape: [rows.length, 32, 32, 3],
    groups: Int32Array.from(rows, ({ set }) => sets.indexOf(set)),
  };
  const part = PARTS[name];
  if (!part) return all;
  const indices = rows.flatMap((row, i) => (row.part === part ? [i] : []));
  return takeExamples(all, indices);
}
