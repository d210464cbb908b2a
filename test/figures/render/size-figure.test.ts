import assert from "node:assert/strict";
import type { Figure } from "../../../lib/figures";
import {
  MAGNIFICATION,
  sizeFigure,
} from "../../../lib/figures/render/size-figure";

const figure: Figure = {
  kind: "test",
  description: "A figure.",
  data: [
    {
      x: [1, 2],
      marker: { size: [4, 5], line: { width: 1 } },
      error_y: { width: 2, array: [3] },
    },
  ],
  layout: {
    margin: { l: 10, t: 20 },
    xaxis: { range: [0, 1], ticklen: 3, tickfont: { size: 10 } },
    annotations: [{ x: 0.5, xshift: 4, font: { size: 8 } }],
    bargap: 0.25,
  },
  rows: [],
  aspect: 0.5,
  controls: 0.1,
  width: "column",
};

describe("sizeFigure", () => {
  const sized = sizeFigure(figure);

  it("magnifies lengths and nothing else", () => {
    const m = (length: number) => length * MAGNIFICATION;
    assert.deepEqual(sized.data, [
      {
        x: [1, 2],
        marker: { size: [m(4), m(5)], line: { width: m(1) } },
        error_y: { width: m(2), array: [3] },
      },
    ]);
    const { margin, xaxis, annotations, bargap } = sized.layout as {
      [name: string]: unknown;
    };
    assert.deepEqual(margin, { l: m(10), t: m(20) });
    assert.deepEqual(xaxis, {
      range: [0, 1],
      ticklen: m(3),
      tickfont: { size: m(10) },
    });
    assert.deepEqual(annotations, [
      { x: 0.5, xshift: m(4), font: { size: m(8) } },
    ]);
    assert.equal(bargap, 0.25);
  });

  it("settles width and height", () => {
    const width = (85 / 25.4) * 96 * MAGNIFICATION;
    assert.ok(Math.abs(sized.width - width) < 1e-9);
    assert.ok(Math.abs(sized.height - width / 2) < 1e-9);
    assert.equal(sized.layout.width, sized.width);
    const wide = sizeFigure(figure, { width: 170 });
    assert.ok(Math.abs(wide.width - 2 * width) < 1e-9);
  });

  it("makes room for controls only where they are", () => {
    const { width, height } = sizeFigure(figure, { interactive: true });
    assert.ok(Math.abs(height - width * 0.6) < 1e-9);
  });

  it("leaves the figure as it was", () => {
    const before = JSON.stringify(figure);
    sizeFigure(figure, { font: "serif" });
    assert.equal(JSON.stringify(figure), before);
  });
});
