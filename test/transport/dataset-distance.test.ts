import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../lib/files";
import { datasetDistance } from "../../lib/transport";
import { assertClose } from "../reference-values";

interface Problem {
  a: number[][];
  b: number[][];
  labels_a: number[];
  labels_b: number[];
  class_distances: number[][];
  exact: number;
  entropic: number;
}

const path = join(projectRoot(), "test/fixtures/dataset-distance.json");
const known = JSON.parse(readFileSync(path, "utf8")) as {
  [name: string]: Problem;
};

const set = (rows: number[][], labels: number[]) => ({
  features: {
    values: Float64Array.from(rows.flat()),
    count: rows.length,
    width: rows[0].length,
  },
  labels,
});

const small = set(
  [
    [0, 0],
    [1, 0],
    [4, 4],
    [5, 5],
  ],
  [0, 0, 1, 1],
);

describe("datasetDistance", () => {
  for (const [name, problem] of Object.entries(known)) {
    const a = set(problem.a, problem.labels_a);
    const b = set(problem.b, problem.labels_b);

    it(`agrees with NumPy, SciPy and POT on ${name.replace("_", " ")}`, () => {
      const exact = datasetDistance(a, b, { regularisation: 0 });
      assertClose(
        exact.classDistances.flat(),
        problem.class_distances.flat(),
        1e-6,
      );
      assertClose([exact.distance], [problem.exact], 1e-6);
      const entropic = datasetDistance(a, b, { regularisation: 0.05 });
      assert.ok(entropic.converged);
      assertClose([entropic.distance], [problem.entropic], 1e-4);
    });

    it(`is the same either way round on ${name.replace("_", " ")}`, () => {
      const exactly = { regularisation: 0 };
      assertClose(
        [datasetDistance(b, a, exactly).distance],
        [problem.exact],
        1e-6,
      );
    });
  }

  it("of a set to itself is zero, whatever its classes are called", () => {
    const renamed = { ...small, labels: [7, 7, 2, 2] };
    const { distance, classes } = datasetDistance(small, renamed, {
      regularisation: 0,
    });
    assert.ok(distance < 1e-6);
    assert.deepEqual(classes, { a: [0, 1], b: [2, 7] });
  });

  it("of a moved set is the length of the way, twice over: examples and classes move alike", () => {
    const moved = set(
      [
        [3, 4],
        [4, 4],
        [7, 8],
        [8, 9],
      ],
      [0, 0, 1, 1],
    );
    const exactly = { regularisation: 0 };
    const { distance } = datasetDistance(small, moved, exactly);
    assertClose([distance], [Math.sqrt(2 * 25)], 1e-6);
    const apart = { ...exactly, labelWeight: 0 };
    assertClose([datasetDistance(small, moved, apart).distance], [5], 1e-6);
  });

  it("takes a class of one example as a point", () => {
    const one = set([[0, 0]], [0]);
    const other = set([[3, 4]], [0]);
    assertClose(
      datasetDistance(one, other, { regularisation: 0 }).classDistances[0],
      [25],
      1e-9,
    );
  });

  it("refuses what is no data set, naming it", () => {
    const spoilt = set([[0, NaN]], [0]);
    assert.throws(
      () => datasetDistance(small, spoilt),
      /The second data set: feature 1 of example 0 is NaN/,
    );
    assert.throws(
      () => datasetDistance({ ...small, labels: [0, 1] }, small),
      /The first data set has 4 examples, but 2 labels/,
    );
    assert.throws(
      () => datasetDistance({ ...small, labels: [0, 0, 1, 0.5] }, small),
      /label of example 3 is 0\.5/,
    );
    assert.throws(
      () => datasetDistance(small, set([[1, 2, 3]], [0])),
      /2 and 3 dimensions/,
    );
    const none = {
      features: { values: new Float32Array(0), count: 0, width: 2 },
      labels: [],
    };
    assert.throws(() => datasetDistance(none, small), /0 × 2/);
  });

  it("refuses options out of their range", () => {
    assert.throws(
      () => datasetDistance(small, small, { regularisation: 1e-9 }),
      /give 0 for exact transport/,
    );
    assert.throws(
      () => datasetDistance(small, small, { labelWeight: -1 }),
      /labelWeight/,
    );
  });
});
