import assert from "node:assert/strict";
import * as aq from "arquero";
import { DataFrame, Series } from "danfojs-node";
import {
  showTable,
  toCsv,
  toHtml,
  toLatex,
  toMarkdown,
  toText,
} from "../../../lib/figures";
import { textColumns } from "../../../lib/figures/table/text-columns";

const rows = [
  { model: "ViT", er: 0.01234, n: 10000, rate: 3e-4 },
  { model: "RN50", er: -0.2, n: 5, rate: 1e-6 },
];
const cells = (values: unknown[], options = {}) =>
  textColumns(
    values.map((value) => ({ value })),
    options,
  )[0]!.cells;

describe("textColumns", () => {
  it("rounds a column to the digits of its largest number", () => {
    assert.deepEqual(cells([0.51234, 0.6, 0.7]), ["0.512", "0.600", "0.700"]);
    assert.deepEqual(cells([12.345, -1.234, 0]), ["12.3", "−1.2", "0.0"]);
    assert.deepEqual(cells([1234.5, 2.25]), ["1235", "2"]);
    assert.deepEqual(cells([0.51234], { digits: 2 }), ["0.51"]);
  });

  it("lets no number vanish", () => {
    assert.deepEqual(cells([0.1, 3e-4, 1e-7]), ["0.1", "0.0003", "1e−7"]);
  });

  it("writes whole numbers out", () => {
    assert.deepEqual(cells([60000, 5, 12345678]), ["60000", "5", "12345678"]);
  });

  it("shows fractions in per cent or percentage points, with the unit in the header", () => {
    const [er] = textColumns(rows, {
      columns: ["er"],
      format: { er: { header: "ER", unit: "pp" } },
    });
    assert.deepEqual(er, {
      header: "ER (pp)",
      align: "right",
      cells: ["1.2", "−20.0"],
    });
    const [n] = textColumns(rows, {
      columns: ["n"],
      format: { n: { unit: "images" } },
    });
    assert.deepEqual(n!.cells, ["10000", "5"]);
    assert.equal(n!.header, "n (images)");
  });

  it("shows intervals, missing values and what is no number", () => {
    assert.deepEqual(
      cells([
        [0.1, 0.25],
        { mean: 0.2, lower: 0.1, upper: 0.3 },
        null,
        undefined,
        NaN,
      ]),
      ["[0.100, 0.250]", "0.200 [0.100, 0.300]", "–", "–", "NaN"],
    );
    assert.deepEqual(cells([Infinity, -Infinity, 1]), ["∞", "−∞", "1"]);
    assert.deepEqual(cells([true, "x"]), ["true", "x"]);
  });

  it("takes rows, arquero tables and danfo data frames alike", () => {
    const expected = textColumns(rows);
    assert.deepEqual(textColumns(aq.from(rows)), expected);
    assert.deepEqual(textColumns(new DataFrame(rows)), expected);
  });

  it("takes a danfo series, of numbers and of words", () => {
    const shown = (values: unknown[], columns: string[]) =>
      textColumns(new Series(values, { columns }));
    assert.deepEqual(
      shown([0.5, 0.25], ["er"]),
      textColumns([{ er: 0.5 }, { er: 0.25 }]),
    );
    assert.deepEqual(
      shown(["a", "b"], ["model"]),
      textColumns([{ model: "a" }, { model: "b" }]),
    );
    assert.deepEqual(
      textColumns(new DataFrame(rows)["er"] as Series),
      textColumns(rows.map(({ er }) => ({ er }))),
    );
  });

  it("takes 150,000 rows", () => {
    const many = Array.from({ length: 150_000 }, (_, i) => ({ i }));
    assert.equal(textColumns(many)[0]!.cells.length, 150_000);
    assert.match(toText(many), /149999$/);
  });

  it("refuses an option of showTable that there is not, with the nearest", () => {
    assert.throws(
      () => showTable(rows, { digit: 2 } as object),
      /showTable has no option "digit"\. Did you mean "digits"/,
    );
    assert.throws(
      () => showTable(rows, { format: { er: { unti: "pp" } as object } }),
      /has no option "unti"\. Did you mean "unit"/,
    );
  });

  it("takes rows that lack some columns", () => {
    assert.deepEqual(
      textColumns([{ a: 1 }, { b: "x" }]).map(({ cells }) => cells),
      [
        ["1", "–"],
        ["–", "x"],
      ],
    );
  });

  it("refuses empty tables and unknown columns, naming those there are", () => {
    assert.throws(() => textColumns([]), /empty/);
    assert.throws(() => textColumns(aq.table({ a: [] })), /empty/);
    assert.throws(
      () => textColumns(rows, { columns: ["err"] }),
      /no column "err".*"model", "er"/,
    );
    assert.throws(
      () => textColumns(rows, { format: { err: {} } }),
      /"err", which is not shown/,
    );
  });
});

describe("tables in markup", () => {
  const nasty = [{ a_b: 'x|y <b>&"\n\\$%#{}~^', n: 1.5 }];

  it("are lined up as text", () => {
    assert.equal(
      toText(rows, { columns: ["model", "n"], caption: "Models" }),
      [
        "Models",
        "",
        "model      n",
        "────────────",
        "ViT    10000",
        "RN50       5",
      ].join("\n"),
    );
  });

  it("are escaped in Markdown", () => {
    const [header, rule, row] = toMarkdown(nasty).split("\n");
    assert.match(header!, /^\| a\\_b +\| +n \|$/);
    assert.match(rule!, /^\| -+ \| -+: \|$/);
    assert.ok(row!.startsWith('| x\\|y \\<b\\>&" \\\\\\$%#\\{\\}\\~^ '));
  });

  it("are escaped in HTML", () => {
    const html = toHtml([{ "<i>": '<script>alert("&")</script>' }], {
      caption: "<u>",
    });
    assert.ok(
      html.includes("&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;"),
    );
    assert.deepEqual(
      html.match(/<(?!\/?(table|caption|thead|tbody|tr|th|td)\b)/g),
      null,
    );
  });

  it("are escaped in LaTeX", () => {
    const latex = toLatex(nasty, { caption: "50% of R²", label: "tab:a" });
    assert.ok(latex.includes("a\\_b & n \\\\"));
    assert.ok(
      latex.includes(
        'x\\textbar{}y \\textless{}b\\textgreater{}\\&" \\textbackslash{}\\$\\%\\#\\{\\}\\textasciitilde{}\\textasciicircum{} & 1.50 \\\\',
      ),
      latex,
    );
    assert.ok(latex.includes("\\caption{50\\% of R\\textsuperscript{2}}"));
    assert.ok(latex.includes("\\label{tab:a}"));
    assert.ok(latex.includes("\\begin{tabular}{lr}"));
  });

  it("keep LaTeX from taking an interval for an option of the line break", () => {
    assert.ok(
      toLatex([{ ci: [0.1, 0.2] }]).includes("\n{[}0.100, 0.200] \\\\"),
    );
  });

  it("are plain and exact in CSV", () => {
    assert.equal(
      toCsv([
        { name: 'a "b", c', x: 0.1 + 0.2, y: null },
        { name: "two\nlines", x: -1e-7, y: true },
      ]),
      'name,x,y\r\n"a ""b"", c",0.30000000000000004,\r\n"two\nlines",-1e-7,true\r\n',
    );
  });
});
