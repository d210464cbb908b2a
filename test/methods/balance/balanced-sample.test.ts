import assert from "node:assert/strict";
import { balancedResample, balancedSubsample } from "../../../lib/methods";
import { groupsOfSizes } from "./groups";

const groups = groupsOfSizes(3, 40, 7);
const countsOf = (sample: Int32Array) => {
  const counts = [0, 0, 0];
  for (const i of sample) counts[groups.of[i]] += 1;
  return counts;
};

describe("balancedSubsample", () => {
  it("takes as many of each group as the smallest has, none twice", () => {
    const sample = balancedSubsample(groups, 1);
    assert.deepEqual(countsOf(sample), [3, 3, 3]);
    assert.equal(new Set(sample).size, 9);
  });

  it("repeats with its seed, and draws others with another", () => {
    assert.deepEqual(
      balancedSubsample(groups, 1),
      balancedSubsample(groups, 1),
    );
    assert.notDeepEqual(
      balancedSubsample(groups, 1),
      balancedSubsample(groups, 2),
    );
  });
});

describe("balancedResample", () => {
  it("takes as many examples as there are, each group as often", () => {
    assert.deepEqual(countsOf(balancedResample(groups, 1)), [17, 17, 16]);
  });

  it("takes each example of a group before any comes again", () => {
    const sample = Array.from(balancedResample(groups, 4));
    const times = (i: number) => sample.filter((each) => each === i).length;
    const small = [0, 1, 2].map(times);
    assert.deepEqual([Math.min(...small), Math.max(...small)], [5, 6]);
    const large = Array.from({ length: 40 }, (_, k) => times(3 + k));
    assert.equal(Math.max(...large), 1);
  });
});
