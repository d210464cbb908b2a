import { Resvg } from "@resvg/resvg-js";

/** An icon: what is inside its `<svg>` element, and the box it is drawn in. */
export interface Icon {
  body: string;
  /** [left, top, width, height], in the icon's own units. */
  box: [number, number, number, number];
}

/** Pixels a side of the trial picture that says where the ink is. */
const TRIAL = 256;
/** Levels below white, of 255, from which on a pixel is ink. */
const INK = 16;
/** Share of the picture's side that the longer side of the drawing takes. */
const EXTENT = 28 / 32;

/**
 * Draws an icon on white, so that the longer side of what is drawn takes 28/32 of the picture's side and its middle lies
 * in the picture's: sets differ in how much room they leave, and that is not the shift.
 *
 * Ink without a colour of its own is black. Animations stand still at their beginning; text is left out.
 *
 * @param size pixels a side.
 * @returns RGB, row-major [size, size, 3]; undefined where nothing is drawn.
 * @throws Error where the icon is no SVG.
 */
export function rasteriseIcon(
  icon: Icon,
  size: number,
): Uint8Array | undefined {
  const ink = inkBox(icon);
  if (!ink) return undefined;
  const [left, top, width, height] = ink;
  const side = Math.max(width, height) / EXTENT;
  const middle = (from: number, length: number) => from + length / 2 - side / 2;
  const box: Icon["box"] = [
    middle(left, width),
    middle(top, height),
    side,
    side,
  ];
  return render({ body: icon.body, box }, size);
}

/** The box around what is drawn, in the icon's units. */
function inkBox({ body, box }: Icon): Icon["box"] | undefined {
  const [x0, y0, width, height] = box;
  const side = Math.max(width, height);
  const square: Icon["box"] = [
    x0 - (side - width) / 2,
    y0 - (side - height) / 2,
    side,
    side,
  ];
  const pixels = render({ body, box: square }, TRIAL);
  let [left, right, top, bottom] = [TRIAL, -1, TRIAL, -1];
  for (let at = 0; at < TRIAL * TRIAL; at++) {
    const darkest = Math.min(
      pixels[3 * at],
      pixels[3 * at + 1],
      pixels[3 * at + 2],
    );
    if (darkest > 255 - INK) continue;
    const [x, y] = [at % TRIAL, Math.floor(at / TRIAL)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  if (right < 0) return undefined;
  const unit = side / TRIAL;
  return [
    square[0] + left * unit,
    square[1] + top * unit,
    (right + 1 - left) * unit,
    (bottom + 1 - top) * unit,
  ];
}

function render({ body, box }: Icon, size: number): Uint8Array {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" color="#000" width="${size}" height="${size}" viewBox="${box.join(" ")}">${body}</svg>`;
  const { pixels } = new Resvg(svg, {
    background: "#fff",
    font: { loadSystemFonts: false },
    logLevel: "off",
  }).render();
  return Uint8Array.from(pixels.filter((_, at) => at % 4 < 3));
}
