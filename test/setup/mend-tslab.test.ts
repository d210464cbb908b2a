import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mendConverter, mendTslab } from "../../setup/mend-tslab.mjs";

interface Converter {
  convert(
    declared: string,
    source: string,
  ): {
    output?: string;
    declOutput?: string;
    diagnostics: { messageText: string }[];
    hasToplevelAwait?: boolean;
  };
  close(): void;
}

describe("tslab's converter, mended", function () {
  this.timeout(60_000);
  let converter: Converter;
  before(() => {
    mendTslab();
    const require = createRequire(import.meta.url);
    // Another test may have had it loaded as it comes.
    delete require.cache[require.resolve("tslab/dist/converter.js")];
    const { createConverter } = require("tslab/dist/converter.js") as {
      createConverter(options: object): Converter;
    };
    converter = createConverter({ isJS: false, isBrowser: false });
  });
  after(() => converter.close());

  /** What the cells' diagnostics say, and whether the last one awaits. */
  function convert(...cells: string[]) {
    let declared = "";
    const converted = cells.map((source) => {
      const result = converter.convert(declared, source);
      declared = result.declOutput ?? declared;
      return result;
    });
    return {
      said: converted.flatMap(({ diagnostics }) =>
        diagnostics.map(({ messageText }) => messageText),
      ),
      awaits: converted.at(-1)!.hasToplevelAwait,
      declared,
    };
  }

  it("knows that a cell awaits, in a loop, a chain, a block", () => {
    const values = "async function* values() { yield 1; yield 2; }";
    for (const source of [
      "for await (const value of values()) console.log(value);",
      "if (true) { for await (const value of values()) console.log(value); }",
      "await (values as any)?.();",
      "const [first] = [await 1];",
    ])
      assert.deepEqual(
        { ...convert(values, source), declared: "" },
        { said: [], awaits: true, declared: "" },
        source,
      );
    for (const source of [
      "const drain = async () => { for await (const value of values()) ; };",
      "class Drain { async all() { await 1; } }",
    ])
      assert.equal(convert(values, source).awaits, false, source);
  });

  it("takes exports for declarations, as often as they are run", () => {
    const cell =
      "export const size = 2;\nexport async function area() { return size ** 2; }\nexport default class Box {}";
    const use = "const all: number = size + await area();\nnew Box();";
    assert.deepEqual(convert(cell, cell, use).said, []);
    const shorter = convert(
      cell,
      'export const size = "small";',
      "size.at(0);",
    );
    assert.deepEqual(shorter.said, []);
    assert.match(shorter.declared, /size = "small"/);
    const places = converter.convert("", "export const a = 1;\n  b;");
    assert.deepEqual(
      places.diagnostics.map((each) => ({ ...each, end: 0 })),
      [
        {
          ...places.diagnostics[0],
          start: { offset: 22, line: 1, character: 2 },
          end: 0,
        },
      ],
    );
  });

  it("refuses a converter that it was not written for", () => {
    assert.throws(() => mendConverter("another"), /has changed/);
  });
});
