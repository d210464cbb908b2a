import assert from "node:assert/strict";
import { randomStream } from "../../lib/numerics";
import { association } from "../../lib/robustness";

describe("association", () => {
  it("is 1 where one labelling follows from the other", () => {
    const labels = Array.from({ length: 100 }, (_, i) => i % 4);
    const names = labels.map((label) => "abcd"[label]);
    assert.equal(association(labels, names), 1);
  });

  it("is the corrected Cramér's V of a known table", () => {
    // [[30, 10], [10, 30]]: chi-squared 20, V = .5; corrected (Bergsma) for 80 examples.
    const a = [...Array<number>(40).fill(0), ...Array<number>(40).fill(1)];
    const b = a.map((value, i) => (i % 40 < 30 ? value : 1 - value));
    const phi = 20 / 80 - 1 / 79;
    const most = 2 - 1 / 79 - 1;
    assert.ok(Math.abs(association(a, b) - Math.sqrt(phi / most)) < 1e-12);
  });

  it("is about 0 for labellings that are drawn apart, however many values", () => {
    const random = randomStream(1, "association");
    const drawn = () =>
      Array.from({ length: 2000 }, () => Math.floor(20 * random.uniform()));
    assert.ok(association(drawn(), drawn()) < 0.06);
  });

  it("does not mind how values are called or ordered", () => {
    const a = [0, 0, 1, 1, 2, 2, 0, 1];
    const b = ["x", "x", "y", "y", "x", "z", "y", "y"];
    const reversed = association([...a].reverse(), [...b].reverse());
    assert.ok(Math.abs(association(a, b) - reversed) < 1e-12);
    assert.equal(
      association(b, a),
      association(
        b.map((value) => `${value}!`),
        a,
      ),
    );
  });

  it("is 0 for a labelling of one value", () => {
    assert.equal(association([1, 1, 1], [0, 1, 2]), 0);
  });

  it("refuses labellings of different lengths", () => {
    assert.throws(() => association([1, 2], [1]), /got 2 and 1/);
    assert.throws(() => association([], []), /at least 2/);
  });
});
