import assert from "node:assert/strict";
import { heatmap } from "../../../lib/figures";
import {
  inherited,
  poorestAndRichest,
  rowOf,
} from "../../../lib/studies/inheritance/analyse";
import {
  changeCells,
  changeRange,
  matrixMargins,
} from "../../../lib/studies/inheritance/change-cells";
import { distances, madeUpRows, sets } from "./made-up-rows";

const close = (a: number, b: number) =>
  assert.ok(Math.abs(a - b) < 1e-6, `${a} ${b}`);

describe("the matrix of changes", () => {
  const table = inherited(madeUpRows());
  const rich = rowOf(table, "ImageNet Lite0", "full")!;
  const cells = changeCells(rich);
  const at = (row: string, column: string) =>
    cells.find((cell) => cell.row === row && cell.column === column)!;
  const [before, others] = matrixMargins;

  it("has accuracy before on each set and their mean, without colour", () => {
    for (const column of [...sets, others]) {
      close(at(before, column).value, 0.6);
      assert.equal(at(before, column).text, "60");
      assert.equal(at(before, column).plain, true);
    }
  });

  it("has the change on each set after adapting to each, and RI, with intervals", () => {
    sets.forEach((row, i) => {
      sets.forEach((column, j) =>
        close(at(row, column).value, i === j ? 0.3 : -0.02 * distances[i]),
      );
      close(at(row, others).value, -0.02 * distances[i]);
      assert.ok(at(row, others).lower! < at(row, others).value);
      assert.equal(at(row, row).outlined, true);
    });
    assert.equal(cells.filter(({ outlined }) => outlined).length, sets.length);
  });

  it("has no intervals of a single repetition", () => {
    const [once] = inherited(madeUpRows({ seeds: [1] }));
    assert.ok(changeCells(once).every((cell) => !("lower" in cell)));
  });

  it("has one range for all networks", () => {
    const range = changeRange(table);
    close(range[1], 0.4);
    close(range[0], -0.4);
    assert.deepEqual(changeRange([]), [-1, 1]);
  });

  it("is of the poorest and the richest network that are computed", () => {
    const names = (rows: typeof table) =>
      poorestAndRichest(rows).map(({ base }) => base);
    assert.deepEqual(names([...table].reverse()), [
      "CIFAR-10",
      "ImageNet Lite0",
    ]);
    assert.deepEqual(names([rich]), ["ImageNet Lite0"]);
    assert.deepEqual(names([]), []);
  });

  it("is drawn with nothing missing", () => {
    const figure = heatmap(cells, {
      valueLabel: "Change",
      valueUnit: "pp",
      range: changeRange([rich]),
      apart: matrixMargins,
    });
    assert.doesNotMatch(figure.description, /no value/);
  });
});
