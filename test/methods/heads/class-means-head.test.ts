import assert from "node:assert/strict";
import { classMeansHead } from "../../../lib/methods";
import { clouds } from "./clouds";

describe("classMeansHead", () => {
  it("classifies by the nearest mean", () => {
    const { features, labels, rows } = clouds(90, 0.6);
    const { kernel, bias } = classMeansHead(features, labels, 3);
    const means = [0, 1, 2].map((c) => {
      const own = rows.filter((_, i) => labels[i] === c);
      return own[0].map(
        (_, j) => own.reduce((sum, row) => sum + row[j], 0) / own.length,
      );
    });
    for (const row of rows) {
      const logits = means.map(
        (_, c) =>
          bias[c] + row.reduce((sum, x, j) => sum + x * kernel[3 * j + c], 0),
      );
      const distances = means.map((mean) =>
        Math.hypot(...mean.map((m, j) => m - row[j])),
      );
      assert.equal(
        logits.indexOf(Math.max(...logits)),
        distances.indexOf(Math.min(...distances)),
      );
    }
  });

  it("has a scale that makes it neither timid nor overconfident", () => {
    const tight = clouds(90, 0.05);
    const loose = clouds(90, 0.6);
    const norm = ({ features, labels }: typeof tight) =>
      Math.hypot(...classMeansHead(features, labels, 3).kernel);
    assert.ok(norm(tight) > 3 * norm(loose));
  });

  it("refuses an empty class", () => {
    const { features, labels } = clouds(60, 0.5);
    assert.throws(() => classMeansHead(features, labels, 4), /class 3 of 4/);
  });
});
