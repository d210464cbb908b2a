import assert from "node:assert/strict";
import { fromCSV, table } from "arquero";
import {
  accuracyPairs,
  robustnessByGroup,
  fitAccuracyLine,
  modelRobustness,
} from "../../lib/robustness";

const scratch = table({
  model: ["a", "b", "c", "d"],
  imagenet: [0.6, 0.7, 0.75, 0.8],
  imagenet_v2: [0.48, 0.57, 0.63, 0.68],
});
const pretrained = table({
  model: ["p", "q", "r", "s"],
  corpus: ["big", "small", "big", "one"],
  imagenet: [0.7, 0.72, 0.78, 0.9],
  imagenet_v2: [0.62, 0.6, 0.7, 0.8],
});
const columns = { reference: "imagenet", shifted: "imagenet_v2" };

describe("accuracyPairs", () => {
  it("reads columns in the table's order, filtered rows left out", () => {
    const pairs = accuracyPairs(
      pretrained.filter((d: { corpus: string }) => d.corpus === "big"),
      columns,
    );
    assert.deepEqual(pairs, {
      reference: [0.7, 0.78],
      shifted: [0.62, 0.7],
      models: ["p", "r"],
    });
  });

  it("names an unknown column and the nearest there is", () =>
    assert.throws(
      () => accuracyPairs(scratch, { ...columns, shifted: "imagenet_v3" }),
      /no column "imagenet_v3". Did you mean "imagenet_v2"\?/,
    ));

  it("reads tables as people have them, and says what cannot be read, where", () => {
    const csv = (text: string, delimiter = ",") => fromCSV(text, { delimiter });
    const read = (models: ReturnType<typeof csv>) =>
      accuracyPairs(models, columns);
    const expected = { reference: [0.7, 0.8], shifted: [0.6, 0.65] };
    for (const models of [
      csv("\uFEFFmodel,imagenet,imagenet_v2 \na,0.7,0.6\nb,0.8,0.65"),
      csv("model;imagenet;imagenet_v2\na;0,7;0,6\nb;0,8;0,65", ";"),
      csv("model,imagenet,imagenet_v2\na,70 %,60 %\nb,80 %,65 %"),
    ])
      assert.deepEqual(read(models), { ...expected, models: ["a", "b"] });
    const refuses = (models: ReturnType<typeof csv>, message: RegExp) =>
      assert.throws(() => read(models), message);
    refuses(
      csv("model,imagenet,imagenet_v2\na,0.7,0.6\nb,0.8,NA"),
      /"imagenet_v2", row 1 \(b\): "NA" is no number; correct it, or leave the row out/,
    );
    refuses(
      csv("model;imagenet;imagenet_v2\na;0,7;0,6"),
      /no column "model": .*"model;imagenet;imagenet_v2".*delimiter: ";"/,
    );
    refuses(
      table({ model: ["a"], imagenet: [0.7], " imagenet": [0.8] }),
      /Columns 2 and 3 of the table are both called "imagenet"/,
    );
  });

  it("names a model that stands there twice", () =>
    assert.throws(
      () => accuracyPairs(scratch.concat(scratch), columns),
      /model "a" twice, in rows 0 and 4/,
    ));

  it("names the row, model and value of per cent or of a missing figure", () => {
    assert.throws(
      () =>
        accuracyPairs(
          table({ model: ["a"], imagenet: [0.7], imagenet_v2: [62.5] }),
          columns,
        ),
      /shifted accuracy in row 0 \(a\) is 62.5: these look like per cent/,
    );
    assert.throws(
      () =>
        accuracyPairs(
          table({ model: ["a"], imagenet: [0.7], imagenet_v2: [null] }),
          columns,
        ),
      /row 0 \(a\): null is no number; correct it, or leave the row out/,
    );
  });
});

describe("robustnessByGroup", () => {
  it("has a row a group, the most robust first", () => {
    const byCorpus = robustnessByGroup(scratch, pretrained, {
      ...columns,
      by: "corpus",
    });
    const rows = byCorpus.objects() as {
      group: string;
      count: number;
      mean: number;
      maximum_model: string;
      extrapolated: number;
    }[];
    assert.deepEqual(
      rows.map(({ group, count }) => `${group} ${count}`).sort(),
      ["big 2", "one 1", "small 1"],
    );
    assert.deepEqual(
      rows.map((row) => row.mean),
      rows.map((row) => row.mean).sort((a, b) => b - a),
    );
    assert.equal(rows.find((row) => row.group === "big")?.maximum_model, "p");
    assert.equal(rows.find((row) => row.group === "one")?.extrapolated, 1);
  });

  it("gives a group of one its model's interval", () => {
    const [row] = robustnessByGroup(
      scratch,
      pretrained.filter((d: { corpus: string }) => d.corpus === "small"),
      columns,
    ).objects() as { group: string; lower: number; upper: number }[];
    const { reference, shifted } = accuracyPairs(scratch, columns);
    const expected = modelRobustness(
      fitAccuracyLine(reference, shifted),
      0.72,
      0.6,
    );
    assert.deepEqual(
      [row.group, row.lower, row.upper],
      ["all", expected.lower, expected.upper],
    );
  });
});
