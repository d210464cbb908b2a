import assert from "node:assert/strict";
import { partsByGroup } from "../../lib/experiments/group-parts";
import { loadDataset } from "../../lib/data";
import { patchImages } from "../images/synthetic-images";

describe("partsByGroup", () => {
  it("splits drawings by icon set, about a third to test on, every class in both", () => {
    const set = loadDataset("drawings-in-colour");
    for (const seed of [1, 2, 3]) {
      const parts = partsByGroup(set, "drawings-in-colour", seed);
      const [test, adapt] = [parts.test(1000), parts.adapt(1000)];
      assert.equal(test.shape[0] + adapt.shape[0], set.shape[0]);
      const share = test.shape[0] / set.shape[0];
      assert.ok(share > 0.2 && share <= 1 / 3, `${share}`);
      const groups = new Set(test.groups);
      assert.ok(adapt.groups!.every((group) => !groups.has(group)));
      for (const { labels } of [test, adapt])
        assert.equal(new Set(labels).size, 10);
    }
  });

  it("draws down to what is asked for, the same for the same seed", () => {
    const set = patchImages(120);
    const draw = (seed: number) => partsByGroup(set, "patches", seed).adapt(20);
    assert.equal(draw(1).shape[0], 20);
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1).images, draw(2).images);
  });

  it("refuses a class without images, with a single one, or with one group", () => {
    const set = patchImages(40);
    const classNames = ["a", "b", "c", "d", "e"];
    assert.throws(
      () => partsByGroup({ ...set, classNames }, "mine", 1),
      /mine: class 4 \(e\) has no image; to be learnt and tested it takes two groups/,
    );
    const labels = set.labels.slice();
    labels[7] = 4;
    assert.throws(
      () => partsByGroup({ ...set, labels }, "mine", 1),
      /class 4 has 1 image of one group/,
    );
    const groups = Int32Array.from(set.labels, (label, i) =>
      label === 0 ? 99 : i,
    );
    assert.throws(
      () => partsByGroup({ ...set, groups }, "mine", 1),
      /class 0 has 10 images of one group/,
    );
  });
});
