import { requirePixels } from "../../images/labelled-images";
import { requireSome } from "../frame/check";
import {
  type Figure,
  type FigureWidth,
  pixels,
  type PlotlyObject,
} from "../figure";
import { label, lines, shortLabel } from "../theme/label";
import { pngDataUri } from "../render/png";
import { baseLayout, heading, points, TEXT, textWidth } from "../theme/theme";

/** Images in one block of bytes. */
export interface Images {
  /** Pixel values 0–255, row-major in `shape`. */
  images: Uint8Array | Uint8ClampedArray;
  /** [count, height, width, channels]; 1 (grey), 3 (RGB) or 4 (RGBA) channels. */
  shape: readonly [number, number, number, number];
}

/** One row of a grid. */
export interface ImageRow extends Images {
  /** What the row shows ("reference", "in-support"), written above it. */
  label: string;
  /** Which of the images to show, in order. Default the first ones. */
  indices?: readonly number[];
  /** A word under each image shown, such as its class or score. */
  captions?: readonly string[];
}

export interface ImageGridOptions {
  /** Images a row. Default the longest list of indices, or 8. */
  columns?: number;
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
}

/** Images a row where nothing says how many. */
const COLUMNS = 8;
/** Free space between images, as a share of a cell. */
const GAP = 0.06;
/** Enlargement of the pixels, so that viewers that smooth images don't blur them. */
const LEAST_PIXELS = 112;

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
  requireSome(rows, "The list of rows");
  rows.forEach(checkRow);
  const { title, width = "column" } = options;
  const {
    columns = Math.max(...rows.map((row) => row.indices?.length ?? COLUMNS)),
  } = options;
  const shown = rows.map((row) => ({ ...row, indices: pick(row, columns) }));

  // Heights in units of a cell's width.
  const cell = (pixels(width) - 2 * EDGE) / columns;
  const line = TEXT.tick / cell;
  const heights = shown.map((row) => {
    const [, height, across] = row.shape;
    const image = (height / across) * (1 - GAP);
    const caption = row.captions ? 1.25 * line : 0;
    return { label: 1.45 * line, image, caption };
  });
  let y = 0;
  const placed = shown.map((row, i) => {
    const { label: above, image, caption } = heights[i]!;
    const top = y + above;
    y = top + image + caption + 0.45 * line;
    return { ...row, labelAt: top - 0.25 * line, top, image };
  });
  return {
    kind: "image-grid",
    description: `Images: ${shown.map((row) => `${row.label} (${row.indices.length})`).join("; ")}.`,
    data: [hoverTargets(placed)],
    layout: baseLayout({
      ...heading(title && label(title)),
      margin: { l: EDGE, r: EDGE, t: EDGE, b: EDGE, pad: 0 },
      xaxis: { visible: false, range: [0, columns], fixedrange: true },
      yaxis: { visible: false, range: [y, 0], fixedrange: true },
      images: placed.flatMap(({ top, image, ...row }) =>
        row.indices.map((index, i) => ({
          source: sprite(row, index),
          xref: "x",
          yref: "y",
          x: i,
          y: top,
          sizex: 1 - GAP,
          sizey: image,
          sizing: "stretch",
          layer: "below",
        })),
      ),
      annotations: placed.flatMap((row) => [
        note(`<b>${label(row.label)}</b>`, 0, row.labelAt, "left", "bottom"),
        ...row.indices.flatMap((_, i) =>
          row.captions?.[i] === undefined
            ? []
            : [
                note(
                  fitted(row.captions[i]!, cell),
                  i + (1 - GAP) / 2,
                  row.top + row.image,
                  "center",
                  "top",
                ),
              ],
        ),
      ]),
    }),
    rows: shown.flatMap((row) =>
      row.indices.map((index, position) => ({
        row: row.label,
        position,
        index,
        caption: row.captions?.[position],
      })),
    ),
    aspect:
      (y * cell + 2 * EDGE) / pixels(width) +
      (title ? HEADING / pixels(width) : 0),
    width,
  };
}

/** Margin around the grid, and room for a heading, in pixels. */
const EDGE = 3;
const HEADING = points(16);

function checkRow({ label: name, images, shape, indices }: ImageRow): void {
  const [count, , , channels] = shape;
  if (![1, 3, 4].includes(channels)) {
    throw new RangeError(
      `The images of "${name}" have ${channels} channels, expected 1 (grey), 3 (RGB) or 4 (RGBA).`,
    );
  }
  // Clamped bytes are bytes too.
  const pixels =
    images instanceof Uint8ClampedArray
      ? new Uint8Array(images.buffer, images.byteOffset, images.length)
      : images;
  requirePixels(
    { images: pixels, shape: [...shape] },
    `The images of "${name}"`,
  );
  requireSome(indices ?? { length: count }, `The list of images of "${name}"`);
  for (const index of indices ?? []) {
    if (!(Number.isInteger(index) && index >= 0 && index < count)) {
      throw new RangeError(
        `The images of "${name}" have no index ${index}: there are ${count}, from 0.`,
      );
    }
  }
}

const pick = ({ shape, indices }: ImageRow, columns: number): number[] =>
  (indices ?? Array.from({ length: shape[0] }, (_, i) => i)).slice(0, columns);

/** One image as a PNG of at least {@link LEAST_PIXELS} a side, each pixel a square block. */
function sprite({ images, shape }: Images, index: number): string {
  const [, height, width, channels] = shape;
  const times = Math.max(1, Math.ceil(LEAST_PIXELS / Math.max(height, width)));
  const pixelsOf = new Uint8Array(height * width * times * times * 4);
  const start = index * height * width * channels;
  for (let y = 0; y < height * times; y++) {
    for (let x = 0; x < width * times; x++) {
      const from =
        start +
        (Math.floor(y / times) * width + Math.floor(x / times)) * channels;
      const to = 4 * (y * width * times + x);
      const colour = channels === 1 ? [0, 0, 0] : [0, 1, 2];
      colour.forEach((channel, c) => {
        pixelsOf[to + c] = images[from + channel]!;
      });
      pixelsOf[to + 3] = channels === 4 ? images[from + 3]! : 255;
    }
  }
  return pngDataUri(pixelsOf, width * times, height * times);
}

const note = (
  text: string,
  x: number,
  y: number,
  xanchor: string,
  yanchor: string,
): PlotlyObject => ({
  text,
  x,
  y,
  xanchor,
  yanchor,
  showarrow: false,
  borderpad: 0,
  font: { size: xanchor === "left" ? TEXT.tick : TEXT.note },
});

/** A caption that is no wider than its image. */
function fitted(text: string, room: number): string {
  const most = Math.floor(room / textWidth("n", TEXT.note));
  return shortLabel(text, Math.max(2, most));
}

function hoverTargets(
  placed: (ImageRow & { indices: number[]; top: number; image: number })[],
): PlotlyObject {
  const targets = placed.flatMap((row) =>
    row.indices.map((index, i) => ({
      x: i + (1 - GAP) / 2,
      y: row.top + row.image / 2,
      text: lines(
        `<b>${label(row.label)}</b>`,
        `image ${index}`,
        row.captions?.[i] !== undefined && label(row.captions[i]),
      ),
    })),
  );
  return {
    type: "scatter",
    mode: "markers",
    x: targets.map((target) => target.x),
    y: targets.map((target) => target.y),
    hoverinfo: "text",
    hovertext: targets.map((target) => target.text),
    marker: { size: 18, opacity: 0 },
    showlegend: false,
  };
}
