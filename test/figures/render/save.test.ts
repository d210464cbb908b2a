import assert from "node:assert/strict";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeBrowser, curves, save, show } from "../../../lib/figures";
import { exportAll } from "../../../lib/commands/figures";
import {
  FIGURES_VARIABLE,
  specsFolder,
} from "../../../lib/figures/render/save";
import { withVariable } from "../with-variable";

const figure = curves(
  [
    { series: "a", x: 1, y: 0.1 + 0.2 },
    { series: 'b, "c"', x: 2, y: 1, lower: 0, upper: 2 },
  ],
  { xLabel: "x", yLabel: "y" },
);

describe("save", function () {
  this.timeout(60_000);
  let folder: string;
  const restore = withVariable(FIGURES_VARIABLE);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "figures-"));
    process.env[FIGURES_VARIABLE] = folder;
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  after(restore);

  it("writes pictures, data and provenance", async () => {
    const files = await save(figure, "fig4", {
      width: 100,
      seed: 7,
      profile: "full",
    });
    assert.deepEqual(readdirSync(folder).sort(), [
      "fig4.csv",
      "fig4.json",
      "fig4.pdf",
      "fig4.png",
      "fig4.svg",
      "specs",
    ]);
    assert.deepEqual([...files].sort(), readdirSync(folder).sort().slice(0, 5));
    const about = JSON.parse(readFileSync(join(folder, "fig4.json"), "utf8"));
    assert.equal(about.seed, 7);
    assert.equal(about.profile, "full");
    assert.equal(about.width, "100 mm");
    assert.match(about.revision ?? "", /^([0-9a-f]{40}\+?)?$/);
    assert.equal(about.versions.node, process.versions.node);
    assert.match(about.versions["plotly.js-dist"], /^\d+\.\d+\.\d+$/);
  });

  it("writes exactly the plotted data", async () => {
    await save(figure, "fig4", { formats: ["svg"] });
    assert.equal(
      readFileSync(join(folder, "fig4.csv"), "utf8"),
      'series,x,y,lower,upper\r\na,1,0.30000000000000004,,\r\n"b, ""c""",2,1,0,2\r\n',
    );
    assert.ok(!readdirSync(folder).includes("fig4.pdf"));
  });

  it("takes seed and profile from the command line where they are not given", async () => {
    const restoreParameters = withVariable("LAB_PARAMETERS");
    process.env.LAB_PARAMETERS = JSON.stringify({
      profile: "full",
      seed: "12",
    });
    await save(figure, "fig4", { formats: ["svg"] }).finally(restoreParameters);
    const { profile, seed } = JSON.parse(
      readFileSync(join(folder, "fig4.json"), "utf8"),
    );
    assert.deepEqual([profile, seed], ["full", 12]);
  });

  it("refuses names, formats and widths that can't be", async () => {
    for (const name of ["", "../x", "a/b", ".hidden", "a b"]) {
      await assert.rejects(save(figure, name), /can't be saved as/);
    }
    await assert.rejects(
      save(figure, "x", { formats: ["gif" as "png"] }),
      /"gif": choose from pdf, svg, png/,
    );
    await assert.rejects(save(figure, "x", { formats: [] }), /no format/);
    await assert.rejects(save(figure, "x", { width: 5 }), /can't be 5 wide/);
  });

  it("refuses before anything is written, whatever the format", async () => {
    const refused = (options: object, message: RegExp, name: unknown = "x") =>
      assert.rejects(save(figure, name as string, options), message);
    for (const format of ["pdf", "svg"]) {
      const formats = [format];
      await refused({ formats, resolution: -1 }, /resolution of -1/);
      await refused({ formats, width: "colum" }, /"colum" wide/);
      await refused({ formats, resolutoin: 300 }, /Did you mean "resolution"/);
      await refused({ formats, font: "times" }, /option font is "times"/);
    }
    await refused(
      { formats: "pdf" },
      /as "pdf": .*in a list such as \["pdf"\]/,
    );
    await refused({ formats: ["pdf", null] }, /as null: choose from pdf/);
    await refused({}, /saved as null: use letters/, null);
    await refused({}, /saved as 4: use letters/, 4);
    await refused(
      {},
      /can't have 300 characters: 150 at most/,
      "x".repeat(300),
    );
    assert.deepEqual(readdirSync(folder), []);
  });

  it("refuses a plain Plotly object, with a remedy that works", async () => {
    const plotly = {
      data: [{ type: "scatter", x: [1, 2], y: [2, 1] }],
      layout: {},
    };
    for (const door of [
      () => save(plotly as never, "x"),
      () => show(plotly as never),
    ])
      await assert.rejects(
        door,
        /has no kind\. .*plain Plotly object is none: .*kind: "own"/,
      );
    const laidOut = {
      kind: "own",
      description: "…",
      rows: [{ x: 1, y: 2 }],
      aspect: 0.75,
      width: "column" as const,
      ...plotly,
    };
    assert.deepEqual(
      (await save(laidOut, "own", { formats: ["svg"] })).sort(),
      ["own.csv", "own.json", "own.svg"],
    );
  });

  it("refuses what is no figure, or lacks a part of one", async () => {
    const refused = (what: unknown, message: RegExp) =>
      assert.rejects(save(what as typeof figure, "x"), message);
    await refused(undefined, /save was given undefined, which is no figure/);
    await refused(Promise.resolve(figure), /promise of one needs `await`/);
    await refused([figure], /which is no figure/);
    await refused({ ...figure, aspect: NaN }, /has the aspect NaN/);
    await refused({ ...figure, rows: undefined }, /has no rows/);
    await refused({ ...figure, width: 5 }, /can't be 5 wide/);
  });

  it("says what to install where no browser starts, and keeps the data", async () => {
    await closeBrowser();
    const restoreChrome = withVariable("CHROME_PATH");
    process.env.CHROME_PATH = join(folder, "no-such-chrome");
    await assert
      .rejects(save(figure, "fig4"), {
        name: "NoBrowserError",
        message: /\$CHROME_PATH.*Install Chrome or Chromium/s,
      })
      .finally(restoreChrome);
    assert.ok(readdirSync(folder).includes("fig4.csv"));
    const exported = await exportAll(join(folder, "later"));
    assert.deepEqual(
      exported.map(({ files }) => files.length),
      [5],
    );
  });

  it("says so too of a folder, and of files that are no programs", async () => {
    await closeBrowser();
    const restoreChrome = withVariable("CHROME_PATH");
    const file = join(folder, "chrome");
    writeFileSync(file, "no program");
    const program = join(folder, "program");
    writeFileSync(program, "no program", { mode: 0o755 });
    const ends = join(folder, "ends");
    writeFileSync(ends, "#!/bin/sh\nexit 3\n", { mode: 0o755 });
    try {
      for (const path of [folder, file, program, ends]) {
        process.env.CHROME_PATH = path;
        await assert.rejects(save(figure, "fig4", { formats: ["png"] }), {
          name: "NoBrowserError",
          message: /\$CHROME_PATH: .*Install Chrome or Chromium/s,
        });
      }
    } finally {
      restoreChrome();
    }
  });

  describe("exportAll", () => {
    it("draws every saved figure anew, as it was saved", async () => {
      await save(figure, "a", { formats: ["svg"], width: 60 });
      await save(figure, "b", { formats: ["svg"], font: "serif" });
      const target = join(folder, "all");
      const told: string[] = [];
      await exportAll(target, ({ name }) => told.push(name));
      assert.deepEqual(told, ["a", "b"]);
      for (const file of ["a.svg", "b.svg", "a.csv"]) {
        assert.ok(
          readFileSync(join(target, file)).equals(
            readFileSync(join(folder, file)),
          ),
          file,
        );
      }
    });

    it("goes on past a figure that can't be read, and names it", async () => {
      await save(figure, "b", { formats: ["svg"] });
      writeFileSync(join(specsFolder(), "a.json"), "{");
      const [a, b] = await exportAll(join(folder, "all"));
      assert.match(a!.problem!, /JSON/);
      assert.equal(b!.problem, undefined);
    });

    it("has nothing to do where nothing was saved", async () => {
      assert.deepEqual(await exportAll(join(folder, "all")), []);
    });
  });
});
