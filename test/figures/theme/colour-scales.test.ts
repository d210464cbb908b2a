import assert from "node:assert/strict";
import {
  type ColourScale,
  colourAt,
  DIVERGING,
  inkOn,
  luminance,
  SEQUENTIAL,
} from "../../../lib/figures/theme";

const along = (scale: ColourScale) =>
  Array.from({ length: 101 }, (_, i) => colourAt(scale, i / 100));
const contrast = (a: string, b: string) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
};

describe("colour scales", () => {
  it("go through their colours, and end with them", () => {
    assert.equal(colourAt(["#000000", "#ffffff", "#0000ff"], 0.25), "#808080");
    assert.equal(colourAt(DIVERGING, 0.5), DIVERGING[3]);
    assert.equal(colourAt(DIVERGING, -1), DIVERGING[0]);
    assert.equal(colourAt(DIVERGING, 2), DIVERGING.at(-1));
  });

  it("have the luminance that WCAG defines", () => {
    assert.ok(Math.abs(luminance("#ffffff") - 1) < 1e-12);
    assert.equal(luminance("#000000"), 0);
    // 0.2126 ((128/255 + 0.055) / 1.055)^2.4
    assert.ok(Math.abs(luminance("#800000") - 0.045891) < 1e-6);
  });

  it("are as dark at the same distance from 0 on either side, or ever darker", () => {
    const changes = along(DIVERGING).map(luminance);
    changes.forEach((light, i) => {
      const other = changes[100 - i]!;
      assert.ok(Math.abs(Math.sqrt(light) - Math.sqrt(other)) < 0.11, `${i}`);
      if (i > 0 && i <= 50) assert.ok(light >= changes[i - 1]!, `${i}`);
    });
    const amounts = along(SEQUENTIAL).map(luminance);
    amounts.slice(1).forEach((light, i) => assert.ok(light <= amounts[i]!));
  });

  it("let the ink be read everywhere", () => {
    for (const colour of [...along(DIVERGING), ...along(SEQUENTIAL)])
      assert.ok(contrast(colour, inkOn(colour)) > 4.5, colour);
    assert.equal(inkOn("#000000"), "#ffffff");
    assert.equal(inkOn("#ffffff"), "#000000");
  });
});
