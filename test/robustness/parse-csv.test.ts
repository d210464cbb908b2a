import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parseCsv } from "../../lib/robustness/parse-csv";
import { robustnessOfTable } from "../../lib/robustness";
import { textOfFile } from "../../lib/robustness/text-of-file";

const first = { model: "a", reference: "0.5" };
const cells = (text: string) => parseCsv(text).rows[0];

describe("parseCsv", () => {
  for (const [what, text] of Object.entries({
    tabs: "model\treference\na\t0.5\n",
    bars: "model|reference\na|0.5\n",
    "old Mac line ends": "model,reference\ra,0.5\r",
    "cells in quotation marks": '"model","reference"\n"a","0.5"\n',
    "Excel's first line": "sep=;\r\nmodel;reference\r\na;0.5\r\n",
    "a delimiter at the end of each line": "model,reference,\na,0.5,\n",
    "empty lines": "model,reference\n\na,0.5\n\n\n",
    "a byte-order mark and tabs": "\uFEFFmodel\treference\na\t0.5",
  }))
    it(`reads ${what}`, () => assert.deepEqual(cells(text), first));

  it("keeps delimiters and line breaks within quotation marks", () =>
    assert.deepEqual(cells('model,reference\n"a, ""b""\nc",0.5'), {
      model: 'a, "b"\nc',
      reference: "0.5",
    }));

  for (const [what, text, message] of [
    [
      "a row longer than the header",
      "model,reference\na,0.5\nb,0,6\n",
      /Row 2 of the table \("b"\) has more cells than the header, the first beyond it "6"/,
    ],
    [
      "a quotation mark that is not closed",
      'model,reference\n"a,0.5\n',
      /opened and not closed/,
    ],
    ["JSON", '[{"model": "a"}]\n', /looks like JSON.*JSON\.parse/],
    ["nothing", "\n", /table is empty/],
  ] as const)
    it(`refuses ${what}`, () => assert.throws(() => parseCsv(text), message));
});

describe("textOfFile", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "tables-"))));
  after(() => rmSync(folder, { recursive: true }));
  const written = (bytes: Uint8Array | string) => {
    const path = join(folder, "table");
    writeFileSync(path, bytes);
    return path;
  };

  it("reads UTF-8, Windows-1252 and UTF-16", () => {
    const text = "café – 0,5 €";
    assert.equal(textOfFile(written(text)), text);
    const windows = Buffer.from("caf\xe9 \x96 0,5 \x80", "latin1");
    assert.equal(textOfFile(written(windows)), text);
    const wide = Buffer.from(`\uFEFF${text}`, "utf16le");
    assert.equal(textOfFile(written(wide)), text);
    assert.equal(textOfFile(written(wide.swap16())), text);
  });

  it("says what a file is that is no text, is not there or is a folder", () => {
    const refuses = (path: string, message: RegExp) =>
      assert.throws(() => robustnessOfTable(path), message);
    const workbook = Buffer.from("PK\x03\x04 and more", "latin1");
    refuses(written(workbook), /ZIP file, such as an Excel workbook/);
    refuses(written(gzipSync("model")), /packed \(gzip\)/);
    refuses(join(folder, "none.csv"), /no such file \(looked for .*none\.csv/);
    refuses(folder, /folder stands where a file should be/);
  });
});

describe("tables that are none", () => {
  for (const [table, message] of [
    [undefined, /The table is undefined, expected the text of a CSV file/],
    [5, /The table is 5/],
    [[["a", 0.5]], /Row 1 of the table is \["a",0\.5\], expected an object/],
    [[{ model: "a" }, null], /Row 2 of the table is null/],
  ] as const)
    it(`are refused: ${JSON.stringify(table)}`, () =>
      assert.throws(() => robustnessOfTable(table as never), message));

  it("nor are counts with a point or comma between thousands, or 0x1", () => {
    const rows = (reference: unknown) => [
      { model: "a", training: "scratch", reference, shifted: 0.4 },
    ];
    for (const count of ["1.750", "1,750"])
      assert.throws(
        () => robustnessOfTable(rows(count), { unit: "count", total: 2000 }),
        /Column "reference", row 1 \(a\): "1.750" is no whole number of examples/,
      );
    assert.throws(() => robustnessOfTable(rows("0x1")), /"0x1" is no number/);
  });
});
