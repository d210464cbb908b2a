import assert from "node:assert/strict";
import { overlap } from "../../../lib/figures";

const a = { name: "A", corrected: [1, 1, 1, 0, 0, 0, 0, 0] };
const b = {
  name: "B",
  corrected: [false, false, true, true, false, false, false, false],
};

describe("overlap", () => {
  it("counts the examples that exactly these remedies correct", () => {
    assert.deepEqual(
      overlap([a, b]).rows.map(({ A, B, count }) => [A, B, count]),
      [
        [true, false, 2],
        [false, true, 1],
        [true, true, 1],
      ],
    );
  });

  it("says what independence would give", () => {
    const expected = overlap([a, b]).rows.map((r) => r.expectedIfIndependent);
    const [p, q] = [3 / 8, 2 / 8];
    [p * (1 - q), q * (1 - p), p * q].forEach((share, i) =>
      assert.ok(Math.abs((expected[i] as number) - 8 * share) < 1e-12),
    );
  });

  it("marks which remedies a bar stands for", () => {
    const { data } = overlap([a, b, { ...a, name: "C" }]);
    const filled = data.filter(
      ({ yaxis, mode }) => yaxis === "y2" && mode === "lines+markers",
    );
    assert.deepEqual(
      filled.map(({ y }) => y),
      [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]],
    );
  });

  it("counts every corrected example once", () => {
    const total = overlap([a, b]).rows.reduce(
      (sum, { count }) => sum + (count as number),
      0,
    );
    assert.equal(total, 4);
  });

  it("refuses what has no overlap to draw", () => {
    assert.throws(() => overlap([a]), /2 to 4 remedies, got 1/);
    assert.throws(
      () => overlap([a, { name: "C", corrected: [1] }]),
      /"C" has 1 examples but "A" has 8/,
    );
    const none = { name: "none", corrected: [0, 0] };
    assert.throws(
      () => overlap([none, { ...none, name: "nil" }]),
      /None of "none", "nil"/,
    );
    assert.throws(
      () => overlap([{ name: "e", corrected: [] }, a]),
      /"e" is empty/,
    );
  });
});
