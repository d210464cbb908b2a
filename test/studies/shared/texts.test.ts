import assert from "node:assert/strict";
import { distinct } from "../../../lib/studies/shared/distinct";
import { listed } from "../../../lib/studies/shared/listed";
import { pointsCell } from "../../../lib/studies/shared/points-cell";
import { replicatedRobustness } from "../../../lib/robustness";
import { alongRun, onLine } from "../measured-runs";

describe("texts of tables and sentences", () => {
  it("list things in a sentence", () => {
    assert.equal(listed([]), "");
    assert.equal(listed(["a"]), "a");
    assert.equal(listed(["a", "b", "c"]), "a, b and c");
  });

  it("name each thing once, in order", () => {
    assert.deepEqual(distinct(["b", "a", "b"]), ["b", "a"]);
  });

  it("star robustness against what is no line, and dash what is not measured", () => {
    const replicate = (bend: number) => ({
      baseline: {
        reference: alongRun,
        shifted: alongRun.map((each, i) => onLine(each) - (i % 2) * bend),
      },
      group: { reference: [0.6], shifted: [onLine(0.6) + 0.1] },
    });
    const on = (bend: number) =>
      replicatedRobustness([replicate(bend), replicate(bend)]);
    assert.match(pointsCell(on(0)), /^10\.0 \[.*\]$/);
    assert.match(pointsCell(on(0.15)), /\] \*$/);
    assert.equal(pointsCell(), "–");
  });
});
