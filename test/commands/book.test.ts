import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeBook } from "../../lib/commands/book";

const notebook = (
  markdown: string,
  appendix = "## Appendix: all of it\nRows.",
) => ({
  cells: [
    { cell_type: "markdown", id: "a", metadata: {}, source: markdown },
    {
      cell_type: "code",
      id: "b",
      metadata: { tags: ["headline"] },
      execution_count: 1,
      source: "const x = 1;",
      outputs: [
        {
          output_type: "display_data",
          metadata: {},
          data: { "text/markdown": "**Yes.**" },
        },
      ],
    },
    {
      cell_type: "markdown",
      id: "c",
      metadata: { "jp-MarkdownHeadingCollapsed": true },
      source: appendix,
    },
  ],
  metadata: { language_info: { name: "typescript" } },
  nbformat: 4,
  nbformat_minor: 5,
});

describe("npm run book", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "book-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: object | string) =>
    writeFileSync(
      join(folder, `${name}.ipynb`),
      typeof content === "string" ? content : JSON.stringify(content),
    );
  const book = () => join(folder, "book");
  const page = (name: string) => readFileSync(join(book(), name), "utf8");

  it("makes pages that link to each other, fold code and appendix, and load nothing from the web", function () {
    this.timeout(60_000);
    write(
      "00-first",
      notebook("# Is it so?\nSee [the next](01-second.ipynb)."),
    );
    write("01-second", notebook("# Is it $x^2$?"));
    assert.equal(makeBook(folder, book()), 2);
    const first = page("00-first.html");
    assert.match(first, /<a href="01-second.html">the next<\/a>/);
    assert.match(first, /<details class="code"><summary>Code<\/summary>/);
    assert.match(first, /<details class="appendix">/);
    assert.match(
      page("index.html"),
      /00 · Is it so\?.*<strong>Yes\.<\/strong>/,
    );
    for (const html of [first, page("index.html")])
      assert.doesNotMatch(html, /(src|href)="(https?:)?\/\//);
    for (const file of [
      "plotly.js",
      "book.css",
      "minisearch.js",
      "entries.js",
      "katex/katex.min.js",
    ])
      assert.ok(existsSync(join(book(), "assets", file)), file);
    // Again, over itself.
    assert.equal(makeBook(folder, book()), 2);
  });

  it("refuses a link to what is not there, naming page and link", function () {
    this.timeout(60_000);
    write("00-first", notebook("# Is it so?\nSee [nothing](09-none.ipynb)."));
    assert.throws(
      () => makeBook(folder, book()),
      /00-first\.html → 09-none\.ipynb/,
    );
  });

  it("does not replace what is no book", function () {
    this.timeout(60_000);
    write("00-first", notebook("# Is it so?"));
    mkdirSync(book());
    writeFileSync(join(book(), "thesis.txt"), "years of work");
    assert.throws(() => makeBook(folder, book()), /holds other files/);
    assert.equal(page("thesis.txt"), "years of work");
  });

  it("says where there are no notebooks", () => {
    assert.throws(() => makeBook(folder, book()), /no notebooks/);
  });
});
