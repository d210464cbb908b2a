import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../lib/commands/ask";
import { PNG } from "pngjs";
import { inverseProbit, probit } from "../../lib/numerics";

/** A picture of 2 × 2 pixels, all of one grey. */
const pictureOf = (grey: number): Buffer => {
  const picture = new PNG({ width: 2, height: 2 });
  picture.data.fill(grey);
  for (let k = 3; k < picture.data.length; k += 4) picture.data[k] = 255;
  return PNG.sync.write(picture);
};

describe("npm run ask", function () {
  this.timeout(120_000);
  let folder: string;
  let said: string[];
  const { log, error } = console;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ask-"));
    said = [];
    console.log = console.error = (text: string) => said.push(text);
  });
  afterEach(() => {
    Object.assign(console, { log, error });
    rmSync(folder, { recursive: true });
  });
  const ask = async (...args: string[]) => {
    const code = await main(args);
    return { code, text: said.join("\n") };
  };
  const path = (...parts: string[]) => join(folder, ...parts);

  const table = () => {
    const rows = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8].map((reference, i) => [
      `from scratch ${i}`,
      "scratch",
      reference,
      inverseProbit(probit(reference) - 0.5),
    ]);
    const better = [
      "clip",
      "more",
      0.7,
      inverseProbit(probit(0.7) - 0.5) + 0.1,
    ];
    const lines = [...rows, better].map((row) =>
      row.join(";").replaceAll(".", ","),
    );
    return `\uFEFFname;training;in;out\n${lines.join("\n")}\n`;
  };

  it("answers a table as people have them: page, data and figure", async () => {
    writeFileSync(path("my models.csv"), table());
    const { code, text } = await ask(
      ...["--table", path("my models.csv"), "--out", path("report")],
      ...["--model-column", "name", "--reference-column", "in"],
      ...["--shifted-column", "out"],
    );
    assert.equal(code, 0, text);
    assert.match(text, /effective robustness is what counts: all: 10\.0 \[/);
    const page = readFileSync(path("report", "report.html"), "utf8");
    assert.match(page, /<h1>Effective robustness of my models<\/h1>/);
    assert.doesNotMatch(page, /(src|href)="https?:/);
    const data = JSON.parse(
      readFileSync(path("report", "report.json"), "utf8"),
    ) as { models: unknown[] };
    assert.equal(data.models.length, 8);
    for (const file of ["my-models.pdf", "my-models.svg", "models.csv"])
      assert.ok(readFileSync(path("report", file)).length > 100, file);
  });

  it("says what is wrong on the command line, with exit code 1", async () => {
    assert.match((await ask()).text, /either two samples.*or a table/s);
    assert.match(
      (await ask("--reference", folder)).text,
      /--shifted is missing/,
    );
    assert.equal((await ask("--tabel", "x.csv")).code, 1);
  });

  it("says what is wrong with samples: nothing there, no images, too few, the same", async () => {
    const pictures = (name: string, count: number) => {
      mkdirSync(path(name), { recursive: true });
      for (let i = 0; i < count; i++)
        writeFileSync(path(name, `${i}.png`), pictureOf(i));
      return path(name);
    };
    const enough = pictures("enough", 100);
    const outcome = async (shifted: string) => {
      const { code, text } = await ask(
        "--reference",
        enough,
        "--shifted",
        shifted,
      );
      assert.equal(code, 1);
      return text;
    };
    assert.match(await outcome(path("none")), /none: there is nothing here/);
    assert.match(
      await outcome(pictures("empty", 0)),
      /empty: a folder without images/,
    );
    assert.match(
      await outcome(pictures("few", 20)),
      /shifted sample has 20 images/,
    );
    assert.match(await outcome(pictures("same", 100)), /are the same images/);
    writeFileSync(path("words.txt"), "words");
    assert.match(
      await outcome(path("words.txt")),
      /neither a folder of images nor an \.npz/,
    );
  });
});
