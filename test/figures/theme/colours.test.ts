import assert from "node:assert/strict";
import {
  INK,
  PALETTE,
  SUPPORT,
  tint,
  translucent,
} from "../../../lib/figures/theme";

type Vector = number[];

const linear = (hex: string): Vector =>
  [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });

/** Machado, Oliveira & Fernandes (2009), severity 1; applied to linear RGB. */
const VISION: { [name: string]: Vector[] } = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const apply = (matrix: Vector[], colour: Vector) =>
  matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, m, i) => sum + m * colour[i]!, 0),
      ),
    ),
  );

/** CIELAB under D65. */
function lab([r, g, b]: Vector): Vector {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r! + 0.3576 * g! + 0.1805 * b!) / 0.95047);
  const y = f(0.2126 * r! + 0.7152 * g! + 0.0722 * b!);
  const z = f((0.0193 * r! + 0.1192 * g! + 0.9505 * b!) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe("the palette", () => {
  for (const [vision, matrix] of Object.entries(VISION)) {
    it(`differs throughout with ${vision} vision`, () => {
      const all = [...PALETTE, SUPPORT.in, SUPPORT.out, INK.baseline];
      const colours = all.map((hex) => lab(apply(matrix, linear(hex))));
      colours.forEach((one, i) =>
        colours.slice(0, i).forEach((other, j) => {
          const distance = Math.hypot(...one.map((x, c) => x - other[c]!));
          assert.ok(distance > 14, `${all[i]} and ${all[j]}: ${distance}`);
        }),
      );
    });
  }

  it("differs between neighbours, and among the first three, without colour", () => {
    const lightness = PALETTE.map((hex) => lab(linear(hex))[0]!);
    const apart = (i: number, j: number) =>
      assert.ok(
        Math.abs(lightness[i]! - lightness[j]!) > 12,
        `${PALETTE[i]} and ${PALETTE[j]}`,
      );
    lightness.slice(1).forEach((_, i) => apart(i, i + 1));
    apart(0, 2);
  });
});

it("translucent keeps the colour", () => {
  assert.equal(translucent("#004c8c", 0.5), "rgba(0,76,140,0.5)");
});

it("tint is the colour as it looks translucent on white", () => {
  assert.equal(tint("#004c8c", 1), "#004c8c");
  assert.equal(tint("#004c8c", 0), "#ffffff");
  assert.equal(tint("#000000", 0.6), "#666666");
});
