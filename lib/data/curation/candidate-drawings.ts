import { namedDrawing, allowedNames } from "./drawing-names";
import { drawingPart, type DrawingPart } from "./drawing-part";
import { openLicences, type IconSet } from "./icon-sets";
import { nearDuplicates } from "./near-duplicates";
import { rasteriseIcon } from "./rasterise-icon";
import { DRAWING_SIDE } from "../natural/drawing-sheet";
import { drawingCaps, takeWithinCaps, type ShareCaps } from "./share-caps";

/** Icons of these subjects are marks of firms and programs, whatever they are called. */
const BRANDS = ["Logos", "Programming"];

/** A drawing that is, or may be, in the set. */
export interface Drawing {
  className: string;
  set: string;
  /** Its name within its set. */
  icon: string;
  /** The name without its style. */
  drawing: string;
  part: DrawingPart;
  /** RGB, row-major [32, 32, 3]. */
  pixels: Uint8Array;
}

/** The drawings of the allowed names in sets that may be used, in order of class, set and name, the plainest name first. */
export function candidateDrawings(sets: readonly IconSet[]): Drawing[] {
  const classes = Object.keys(allowedNames);
  const usable = sets.filter(
    ({ licence, category }) =>
      openLicences.includes(licence) && !BRANDS.includes(category),
  );
  const found = usable.flatMap(({ set, icons }) =>
    Object.entries(icons).flatMap(([icon, drawn]): Drawing[] => {
      const named = namedDrawing(icon);
      const pixels = named && rasteriseIcon(drawn, DRAWING_SIDE);
      if (!pixels) return [];
      return [{ ...named, set, icon, part: drawingPart(pixels), pixels }];
    }),
  );
  const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return found.sort(
    (a, b) =>
      classes.indexOf(a.className) - classes.indexOf(b.className) ||
      inOrder(a.set, b.set) ||
      a.icon.length - b.icon.length ||
      inOrder(a.icon, b.icon),
  );
}

/**
 * What is left of the candidates without the rejected ones, without near-duplicates of another set or style and within the caps.
 *
 * @param rejected "set:icon" of each that was looked at and found wrong.
 */
export function curateDrawings(
  candidates: readonly Drawing[],
  rejected: ReadonlySet<string>,
  caps: ShareCaps = drawingCaps,
): Drawing[] {
  const right = candidates.filter(
    ({ set, icon }) => !rejected.has(`${set}:${icon}`),
  );
  const twins = nearDuplicates(right, DRAWING_SIDE);
  return takeWithinCaps(
    right.filter((_, i) => twins[i] === undefined),
    caps,
  );
}
