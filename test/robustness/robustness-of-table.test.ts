import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromCSV } from "arquero";
import { projectRoot } from "../../lib/files";
import {
  accuracyPairs,
  groupRobustness,
  modelRobustness,
  robustnessOfTable,
  type RobustnessOfTableOptions,
} from "../../lib/robustness";

const csv = readFileSync(
  join(projectRoot(), "data/tables/imagenet-accuracies.csv"),
  "utf8",
);
const paper = fromCSV(csv)
  .filter("d => d.in_paper === 1")
  .derive({ model: "d => d.model + '.' + d.weights" });
const columns = { reference: "imagenet", shifted: "imagenet_v2" };
const inPaper = paper.toCSV();

/** Seven baselines near a line, and three models above it. */
const models: [string, string, number, number][] = [
  ["a", "scratch", 0.55, 0.42],
  ["b", "scratch", 0.6, 0.47],
  ["c", "scratch", 0.65, 0.52],
  ["d", "scratch", 0.7, 0.58],
  ["e", "scratch", 0.75, 0.64],
  ["f", "scratch", 0.8, 0.7],
  ["g", "scratch", 0.85, 0.77],
  ["x", "web", 0.7, 0.66],
  ["y", "web", 0.8, 0.77],
  ["z", "flickr", 0.75, 0.7],
];
const header = ["model", "training", "reference", "shifted"];
const lines = (
  delimiter = ",",
  write = (value: number) => String(value),
  rows = models,
) =>
  [
    header,
    ...rows.map(([name, training, a, b]) => [
      name,
      training,
      write(a),
      write(b),
    ]),
  ]
    .map((cells) => cells.join(delimiter))
    .join("\n");
const plain = robustnessOfTable(lines(), { group: "training" });
const refuses = (
  table: string,
  message: RegExp,
  options: RobustnessOfTableOptions = {},
) => assert.throws(() => robustnessOfTable(table, options), message);

describe("robustnessOfTable", () => {
  it("finds, as Cohen-Wang et al. do, that no model gains more than 1.80 points on ImageNet-V2", () => {
    const found = robustnessOfTable(inPaper, columns);
    const gains = found.models.flatMap(({ robustness }) =>
      robustness ? [robustness.mean] : [],
    );
    assert.equal(found.models.length - gains.length, 78);
    assert.equal(gains.length, 55);
    const most = gains.reduce((a, b) => Math.max(a, b));
    assert.ok(most > 0.017 && most <= 0.018, String(most));
    assert.equal(found.measure, "effective robustness");
    assert.deepEqual(found.diagnosis.reasons, []);
  });

  it("agrees with the measures that it is made of", () => {
    const of = (training: string) =>
      accuracyPairs(paper.filter(`d => d.training === "${training}"`), columns);
    const [scratch, pretrained] = [of("scratch"), of("pretrained")];
    const wanted = groupRobustness(scratch, pretrained);
    const { all, models, groups } = robustnessOfTable(inPaper, columns);
    assert.deepEqual(
      [all!.mean, all!.lower, all!.upper, all!.count],
      [wanted.mean, wanted.lower, wanted.upper, 55],
    );
    assert.deepEqual(
      groups.map(({ group }) => group),
      ["all"],
    );
    const first = models.find(({ robustness }) => robustness)!;
    assert.deepEqual(
      first.robustness,
      modelRobustness(wanted.line, first.reference, first.shifted),
    );
  });

  it("groups by a column, the most robust first, with verdicts", () => {
    assert.deepEqual(
      plain.groups.map(({ group, count }) => [group, count]),
      [
        ["web", 2],
        ["flickr", 1],
      ],
    );
    for (const { lower, mean, upper } of plain.groups)
      assert.ok(lower < mean && mean < upper);
    assert.equal(plain.all!.count, 3);
    assert.equal(plain.groups[1].verdict, "above zero");
  });

  const comma = (value: number) => String(value).replace(".", ",");
  const kinds: Record<string, [string, RobustnessOfTableOptions?]> = {
    "a byte-order mark": [`\uFEFF${lines()}`],
    "lines that end as on Windows": [lines().replaceAll("\n", "\r\n") + "\r\n"],
    semicolons: [lines(";")],
    "semicolons and decimal commas": [lines(";", comma)],
    "tabs and decimal commas": [lines("\t", comma)],
    "decimal commas in quotes": [lines(",", (value) => `"${comma(value)}"`)],
    "per cent by their sign": [
      lines(",", (value) => `${+(100 * value).toFixed(6)} %`),
    ],
    "per cent": [
      lines(",", (value) => `${+(100 * value).toFixed(6)}`),
      { unit: "per cent" },
    ],
    counts: [
      lines(",", (value) => `${Math.round(2000 * value)}`),
      { unit: "count", total: 2000 },
    ],
    "spaces around names": [lines(" , ")],
    "an empty line at the end": [`${lines()}\n,,,\n`],
  };
  for (const [what, [table, options]] of Object.entries(kinds)) {
    it(`takes ${what}`, () => {
      const found = robustnessOfTable(table, { group: "training", ...options });
      assert.equal(found.models.length, models.length);
      found.groups.forEach(({ group, mean }, i) => {
        assert.equal(group, plain.groups[i].group);
        assert.ok(Math.abs(mean - plain.groups[i].mean) < 1e-9);
      });
    });
  }

  it("takes counts whose totals stand in columns", () => {
    const rows = models.map(([model, training, a, b]) => ({
      model,
      training,
      reference: Math.round(1000 * a),
      shifted: Math.round(500 * b),
      n: 1000,
      m: "500",
    }));
    const { all } = robustnessOfTable(rows, {
      unit: "count",
      total: { reference: "n", shifted: "m" },
    });
    assert.ok(Math.abs(all!.mean - plain.all!.mean) < 1e-9);
    assert.throws(
      () => robustnessOfTable(rows, { unit: "count" }),
      /Column "reference" holds counts: say out of how many, by total/,
    );
    assert.throws(
      () => robustnessOfTable(rows, { unit: "count", total: 100 }),
      /row 1 \(a\): 550 is above 100/,
    );
  });

  it("takes a file's path, an arquero table, rows and a data frame's columns and values", () => {
    const folder = mkdtempSync(join(tmpdir(), "table-"));
    const path = join(folder, "models.csv");
    writeFileSync(path, lines());
    const options = { group: "training" };
    const frame = { columns: header, values: models };
    const found = [path, fromCSV(lines()), frame].map((table) =>
      robustnessOfTable(table, options),
    );
    rmSync(folder, { recursive: true });
    for (const { models, groups, all } of found)
      assert.deepEqual(
        [models, groups, all],
        [plain.models, plain.groups, plain.all],
      );
  });

  it("takes baselines by name, or by one of several values", () => {
    const names = models.slice(0, 7).map(([name]) => name);
    const { all } = robustnessOfTable(lines(), { baseline: names });
    assert.deepEqual(all, plain.all);
    const either = robustnessOfTable(lines(), {
      baseline: { column: "training", is: ["scratch", "flickr"] },
    });
    assert.equal(either.all!.count, 2);
  });

  it("leaves rows with a missing figure out where it is told to, and says which", () => {
    const gap = lines().replace("y,web,0.8,0.77", "y,web,NA,0.77");
    const { dropped, models: left } = robustnessOfTable(gap, {
      missing: "drop",
    });
    assert.deepEqual(dropped, ["row 9 (y): reference"]);
    assert.equal(left.length, models.length - 1);
  });

  it("takes the matched difference where the baselines are no line", () => {
    const scattered = models.map(
      ([name, training, a, b], i): (typeof models)[number] => [
        name,
        training,
        a,
        training === "scratch" ? 0.5 + 0.1 * (i % 2) : b,
      ],
    );
    const found = robustnessOfTable(lines(",", String, scattered));
    assert.equal(found.measure, "matched difference");
    assert.match(found.diagnosis.reasons[0], /R² is/);
    assert.equal(found.all!.count, 3);
  });

  it("refuses what is missing, naming the place and not the first row", () => {
    for (const word of ["NA", "", "n/a", "-"])
      refuses(
        lines().replace("z,flickr,0.75,0.7", `z,flickr,0.75,${word}`),
        /lacks 1 figure, first in row 10 \(z\): shifted .*missing: "drop"/,
      );
  });

  it("refuses accuracies above 1 without a unit, and words", () => {
    refuses(
      lines(",", (value) => String(100 * value)),
      /Column "reference", row 1 \(a\): "55.*" is above 1: say what the numbers are, unit: "per cent" or "count"/,
    );
    refuses(
      lines().replace("0.66", "good"),
      /Column "shifted", row 8 \(x\): "good" is no number/,
    );
    refuses(lines().replace("0.66", "-0.66"), /"-0.66" is negative/);
    refuses(lines().replace("0.66", "101"), /"101" is above 100/, {
      unit: "per cent",
    });
  });

  it("refuses a model that stands there twice, two columns of one name, and exact 1", () => {
    refuses(
      lines().replace("y,web", "x,web"),
      /names model "x" twice, in rows 7 and 8/,
    );
    refuses(
      lines().replace("training", "shifted"),
      /Columns 2 and 4 of the table are both called "shifted"/,
    );
    refuses(lines().replace("0.8,0.77", "1,0.77"), /exactly 1/);
  });

  it("names columns, baselines and options that there are", () => {
    refuses(lines(), /no column "shiftd" \(shifted\). Did you mean "shifted"/, {
      shifted: "shiftd",
    });
    refuses(
      lines(),
      /No row has "scrach" in column "training".*Did you mean "scratch"/,
      {
        baseline: { column: "training", is: "scrach" },
      },
    );
    refuses(lines(), /baseline "q" is no model of the table/, {
      baseline: ["q"],
    });
    refuses(lines(), /unit is "percent". Did you mean "per cent"/, {
      unit: "percent" as "per cent",
    });
    refuses("model,reference,shifted\n", /The table has no rows/);
    refuses(
      lines(",", String, models.slice(5)),
      /at least 3 baseline models, got 2/,
    );
  });
});
