import assert from "node:assert/strict";
import {
  accuraciesInWorlds,
  meanInWorlds,
  spreadInWorlds,
  worldCurves,
} from "../../../lib/studies";

describe("logistic regression in random worlds", () => {
  const plan = {
    dimensions: 30,
    rank: 4,
    qualities: [-0.5, 0, 1],
    angles: [0, 90],
    seed: 3,
  };
  const rows = accuraciesInWorlds(6, plan);

  it("cannot tell initialisations apart within the span, and can out of it", () => {
    assert.equal(rows.length, 6 * 3 * 2);
    assert.ok(spreadInWorlds(rows, plan, 0) < 0.02);
    assert.ok(spreadInWorlds(rows, plan, 90) > 0.2);
    const [bad, none, good] = plan.qualities.map(
      (quality) => meanInWorlds(rows, quality, 90).mean,
    );
    assert.ok(bad < none && none < good);
    assert.ok(Math.abs(none - 0.5) < 0.1, "knowing nothing is a coin's toss");
  });

  it("follow from the seed, and come as curves with intervals", () => {
    assert.deepEqual(accuraciesInWorlds(6, plan), rows);
    const curves = worldCurves(rows, plan);
    assert.equal(curves[0].series, "quality −0.5");
    assert.ok(curves.every(({ y, lower, upper }) => lower <= y && y <= upper));
  });
});
