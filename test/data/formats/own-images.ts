import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The files that test/fixtures/images/make.py wrote. */
export const fixtures = join(__dirname, "../../fixtures/images");

export interface ExpectedImage {
  shape: [number, number, number];
  pixels: number[];
}

interface Expected {
  [picture: `pictures/${string}`]: ExpectedImage;
  grey: Record<string, number[]>;
  "grey/deep/16-bit.png": ExpectedImage;
  "alpha over white": number[];
  "alpha over green": number[];
  sizes: (ExpectedImage & { size: [number, number]; resized: number[] })[];
  arrays: {
    shape: [number, number, number, number];
    images: number[];
    labels: number[];
  };
}

/** What Pillow, OpenCV and NumPy say is in them. */
export const expected = JSON.parse(
  readFileSync(join(fixtures, "expected.json"), "utf8"),
) as Expected;

/** Calls with a copy of a fixture's folder, to be changed, and removes it afterwards. */
export function withCopy(name: string, change: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "own-images-"));
  try {
    cpSync(join(fixtures, name), folder, { recursive: true });
    change(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
