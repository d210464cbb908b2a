import assert from "node:assert/strict";
import {
  heatmap,
  type HeatmapCell,
  type HeatmapOptions,
  smallMultiples,
} from "../../../lib/figures";

const options: HeatmapOptions = {
  valueLabel: "Change",
  valueUnit: "pp",
  xLabel: "Tested on",
  yLabel: "Adapted to",
};
const cells: HeatmapCell[] = [
  { row: "a", column: "a", value: 0.3, outlined: true },
  { row: "a", column: "b", value: -0.4, lower: -0.5, upper: -0.3 },
  { row: "b", column: "a", value: 0 },
  { row: "b", column: "b", value: 0.02 },
];

interface Trace {
  name: string;
  x: number[];
  base: number[];
  text: string[];
  hovertext: string[];
  showlegend: boolean;
  insidetextfont: { color: string | string[] };
  marker: { color: number[]; coloraxis?: string; pattern?: { shape: string } };
}
const traces = (figure: { data: unknown }) => figure.data as Trace[];
interface Axis {
  ticktext: string[];
  tickvals: number[];
  range: number[];
}
const axisOf = ({ layout }: { layout: object }, name: "xaxis" | "yaxis") =>
  (layout as { [axis: string]: Axis })[name]!;
const barOf = ({ layout }: { layout: object }) =>
  (layout as { coloraxis?: { cmin: number; cmax: number } }).coloraxis;

describe("heatmap", () => {
  const figure = heatmap(cells, options);

  it("puts each cell in its row, the first at the top, and its column", () => {
    const [coloured] = traces(figure);
    assert.deepEqual(coloured!.x, [0, 1, 0, 1]);
    assert.deepEqual(coloured!.base, [-0.5, -0.5, -1.5, -1.5]);
    assert.deepEqual(axisOf(figure, "yaxis").tickvals, [-0, -1]);
    assert.deepEqual(axisOf(figure, "yaxis").ticktext, ["a", "b"]);
    assert.deepEqual(axisOf(figure, "yaxis").range, [-1.5, 0.5]);
  });

  it("writes numbers with their sign and a true minus, in ink that stands out", () => {
    const [coloured] = traces(figure);
    assert.deepEqual(coloured!.text, ["+30", "−40", "0", "+2"]);
    assert.equal(
      coloured!.hovertext[1],
      "<b>a</b><br><b>b</b><br>Change −40.0 pp [−50.0 pp, −30.0 pp]",
    );
    assert.deepEqual(coloured!.insidetextfont.color, [
      "#000000",
      "#ffffff",
      "#000000",
      "#000000",
    ]);
  });

  it("colours changes evenly around 0, and amounts from the least to the most", () => {
    assert.deepEqual(traces(figure)[0]!.marker.color, [30, -40, 0, 2]);
    assert.deepEqual([barOf(figure)!.cmin, barOf(figure)!.cmax], [-40, 40]);
    const amounts = cells.map((cell, i) => ({ ...cell, value: 0.2 + i / 10 }));
    const plain = heatmap(amounts, { valueLabel: "Accuracy" });
    assert.ok(Math.abs(barOf(plain)!.cmin - 0.2) < 1e-12);
    assert.ok(Math.abs(barOf(plain)!.cmax - 0.5) < 1e-12);
    assert.deepEqual(traces(plain)[0]!.text, ["0.20", "0.30", "0.40", "0.50"]);
    const below = heatmap(cells, { valueLabel: "Change" });
    assert.deepEqual([barOf(below)!.cmin, barOf(below)!.cmax], [-0.4, 0.4]);
    const given = heatmap(cells, { ...options, range: [-0.5, 0.5] });
    assert.deepEqual([barOf(given)!.cmin, barOf(given)!.cmax], [-50, 50]);
  });

  it("has colours for zeros alone and for one amount", () => {
    const of = (value: number) =>
      heatmap([{ row: "a", column: "a", value }], { valueLabel: "x" });
    assert.deepEqual([barOf(of(0))!.cmin, barOf(of(0))!.cmax], [0, 1]);
    assert.deepEqual([barOf(of(-0))!.cmin, barOf(of(3))!.cmin], [-0, 3]);
    const zero = heatmap([{ row: "a", column: "a", value: 0 }], options);
    assert.deepEqual([barOf(zero)!.cmin, barOf(zero)!.cmax], [-100, 100]);
  });

  it("hatches cells without a value, given so or not listed, and says so", () => {
    const holes: HeatmapCell[] = [
      cells[0]!,
      { row: "a", column: "b", value: NaN },
      { row: "b", column: "a", value: null },
    ];
    const partial = heatmap(holes, options);
    const empty = traces(partial).find(({ name }) => name === "no value")!;
    assert.deepEqual(empty.x, [1, 0, 1]);
    assert.equal(empty.marker.pattern!.shape, "/");
    assert.equal(empty.showlegend, true);
    assert.match(empty.hovertext[0]!, /no value/);
    assert.match(partial.description, /3 of 4 cells have no value/);
    assert.ok(partial.aspect > figure.aspect);
    assert.equal(
      figure.description,
      "Change by Adapted to (a, b) and Tested on (a, b), from −40.0 pp (a, b) to 30.0 pp (a, a).",
    );
    assert.equal(partial.rows[1]!.value, undefined);
  });

  it("sets rows and columns apart, and leaves out the colour of what is on another scale", () => {
    const before = ["a", "b"].map((column) => ({
      row: "before",
      column,
      value: 9,
      text: "900",
      plain: true,
    }));
    const more = heatmap([...before, ...cells], {
      ...options,
      apart: ["before"],
    });
    const [, plain] = traces(more);
    assert.deepEqual(plain!.text, ["900", "900"]);
    assert.equal(plain!.marker.coloraxis, undefined);
    assert.match(plain!.hovertext[0]!, /900$/);
    assert.equal(barOf(more)!.cmax, 40);
    const [first, second, third] = axisOf(more, "yaxis").tickvals;
    assert.ok(first! - second! > 1.1 && Math.abs(second! - third! - 1) < 1e-9);
    const alone = heatmap(before, options);
    assert.equal(barOf(alone), undefined);
    assert.equal(traces(alone).length, 1);
  });

  it("borders what is outlined", () => {
    const shapes = figure.layout.shapes as { x0: number; y1: number }[];
    assert.equal(shapes.length, 1);
    assert.ok(shapes[0]!.x0 > -0.5 && shapes[0]!.y1 < 0.5);
  });

  it("keeps the order of rows and columns given, with what has no cell", () => {
    const ordered = heatmap(cells, {
      ...options,
      rows: ["b", "a"],
      columns: ["c", "a", "b"],
    });
    assert.deepEqual(axisOf(ordered, "xaxis").ticktext, ["c", "a", "b"]);
    assert.deepEqual(axisOf(ordered, "yaxis").ticktext, ["b", "a"]);
    assert.equal(traces(ordered)[1]!.x.length, 2);
  });

  it("makes markup in names and texts plain", () => {
    const marked = heatmap(
      [{ row: "<b>r</b>", column: "a & b", value: 1, text: "<i>" }],
      options,
    );
    assert.equal(axisOf(marked, "yaxis").ticktext[0], "&lt;b&gt;r&lt;/b&gt;");
    assert.equal(traces(marked)[0]!.text[0], "&lt;i&gt;");
  });

  it("stands in small multiples under one colour bar, where range and names are one", () => {
    const panel = (title: string, more: Partial<HeatmapOptions> = {}) => ({
      title,
      figure: heatmap(cells, { ...options, range: [-0.5, 0.5], ...more }),
    });
    const both = smallMultiples([panel("one"), panel("two")], { columns: 2 });
    assert.equal(barOf(both)!.cmax, 50);
    assert.ok(
      both.data.every(
        ({ marker }) =>
          (marker as { coloraxis?: string }).coloraxis === "coloraxis",
      ),
    );
    assert.deepEqual(
      (both.layout.shapes as { xref: string }[]).map(({ xref }) => xref),
      ["x", "x2"],
    );
    assert.throws(
      () => smallMultiples([panel("one"), panel("two", { range: undefined })]),
      /Panel "two" has colours from -40 to 40, the first one from -50 to 50/,
    );
    const turned = panel("two", { rows: ["b", "a"] });
    assert.throws(
      () => smallMultiples([panel("one"), turned]),
      /Panel "two" has "b" where one before it has "a": .*\{shareY: false\}/,
    );
    assert.equal(
      smallMultiples([panel("one"), turned], { shareY: false }).data.length,
      2,
    );
  });

  it("leaves room in small multiples for long names and the colour bar", () => {
    const widest = (row: string) => {
      const figure = heatmap([{ ...cells[0]!, row }], options);
      const { xaxis, xaxis2 } = smallMultiples(
        ["one", "two"].map((title) => ({ title, figure })),
        { shareY: false },
      ).layout as { [axis: string]: { domain: [number, number] } };
      return xaxis2!.domain[0] - xaxis!.domain[1];
    };
    assert.ok(widest("a long name of a row") > 1.5 * widest("a"));
  });

  it("refuses what can't be drawn, naming where", () => {
    const refused = (
      bad: readonly HeatmapCell[],
      message: RegExp,
      more: Partial<HeatmapOptions> = {},
    ) => assert.throws(() => heatmap(bad, { ...options, ...more }), message);
    refused([], /list of cells is empty/);
    refused([{ row: "a", column: "b", value: NaN }], /None of the 1 cells/);
    refused(
      [{ row: "a", column: "b", value: -Infinity }],
      /value of "a, b" is -Infinity/,
    );
    refused([...cells, cells[1]!], /two cells for "a, b"/);
    refused([{ ...cells[1]!, lower: undefined }], /"a, b" has no lower/);
    refused([{ row: "a", colum: "b", value: 1 } as never], /column/);
    refused([{ row: "a", column: "b", valu: 1 } as never], /"a, b".*"value"/);
    refused([{ ...cells[0]!, plain: 1 } as never], /plain of "a, a" is 1/);
    refused(cells, /column of "a, b" is none of options.columns \(a\)/, {
      columns: ["a"],
    });
    refused(cells, /options.rows has "a" twice/, { rows: ["a", "b", "a"] });
    refused(cells, /evenly around 0: give \[-2, 2\]/, { range: [-1, 2] });
    refused(cells, /its ends must differ/, {
      range: [1, 1],
      scale: "sequential",
    });
    refused(cells, /runs from 1 to -1/, { range: [1, -1] });
    refused(cells, /has no valueLabel/, { valueLabel: undefined as never });
  });
});
