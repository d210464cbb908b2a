import { join } from "node:path";
import { PNG } from "pngjs";
import { projectRoot } from "../../lib/files";
import { type Figure, render, smallMultiples } from "../../lib/figures";
import { sampleFigures } from "./samples";

/** Dots per inch of golden pictures. */
const RESOLUTION = 96;

/** A figure of each builder, by the name of its golden picture. */
export function goldenFigures(): { [name: string]: Figure } {
  const { accuracy, curves, band, bars, overlap, images, boundary, ...more } =
    sampleFigures();
  return {
    "accuracy-on-the-line": accuracy!,
    "accuracy-without-line": more.noLine!,
    curves: curves!,
    "curves-with-band": band!,
    "grouped-bars": bars!,
    heatmap: more.matrix!,
    overlap: overlap!,
    "image-grid": images!,
    "decision-boundary": boundary!,
    "robustness-by-shift": more.forest!,
    "small-multiples": smallMultiples(
      ["Spurious tint", "Flip"].map((title) => ({ title, figure: accuracy! })),
      { width: "column" },
    ),
  };
}

/** Where a golden picture lies. */
export const goldenPath = (name: string): string =>
  join(projectRoot(), "test", "golden", `${name}.png`);

/** A figure as it is compared with its golden picture. */
export async function drawGolden(figure: Figure): Promise<Buffer> {
  const { png } = await render(figure, ["png"], { resolution: RESOLUTION });
  return PNG.sync.write(PNG.sync.read(png!), { colorType: 2, filterType: 4 });
}
