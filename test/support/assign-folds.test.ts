import assert from "node:assert/strict";
import { assignFolds, foldMembers } from "../../lib/support";

const domains = (reference: number, shifted: number) =>
  Array.from({ length: reference + shifted }, (_, i) =>
    i < reference ? 0 : 1,
  );
const sizes = (foldOf: Int32Array, where: (i: number) => boolean) => {
  const counts = new Array<number>(Math.max(...foldOf) + 1).fill(0);
  foldOf.forEach((fold, i) => where(i) && counts[fold]++);
  return counts;
};

describe("assignFolds", () => {
  it("gives each fold its share of either domain", () => {
    const isShifted = domains(103, 25);
    const foldOf = assignFolds(isShifted, { seed: 3 });
    for (const count of sizes(foldOf, (i) => isShifted[i] === 0))
      assert.ok(count === 10 || count === 11, `${count} reference examples`);
    for (const count of sizes(foldOf, (i) => isShifted[i] === 1))
      assert.ok(count === 2 || count === 3, `${count} shifted examples`);
  });

  it("keeps groups together, and folds even where groups allow", () => {
    const isShifted = domains(200, 200);
    const groups = isShifted.map((shifted, i) => (shifted ? i % 40 : -1));
    const foldOf = assignFolds(isShifted, { groups, seed: 1 });
    for (let group = 0; group < 40; group++) {
      const folds = new Set(
        groups.flatMap((each, i) => (each === group ? [foldOf[i]] : [])),
      );
      assert.equal(folds.size, 1);
    }
    assert.deepEqual(
      sizes(foldOf, (i) => isShifted[i] === 1),
      new Array(10).fill(20),
    );
    assert.deepEqual(
      sizes(foldOf, (i) => isShifted[i] === 0),
      new Array(10).fill(20),
    );
  });

  it("keeps groups together that are in both domains", () => {
    const isShifted = domains(30, 30);
    const groups = isShifted.map((_, i) => i % 30);
    const foldOf = assignFolds(isShifted, { groups, folds: 3 });
    for (let i = 0; i < 30; i++) assert.equal(foldOf[i], foldOf[i + 30]);
  });

  it("is the same for the same seed, and another for another", () => {
    const isShifted = domains(50, 50);
    const deal = (seed: number) => [...assignFolds(isShifted, { seed })];
    assert.deepEqual(deal(1), deal(1));
    assert.notDeepEqual(deal(1), deal(2));
  });

  it("does not put neighbours in the list into neighbouring folds", () => {
    const foldOf = assignFolds(domains(1000, 1000), { seed: 1 });
    const same = foldOf.filter((fold, i) => fold === foldOf[i + 1]).length;
    assert.ok(same > 120 && same < 280, `${same} of 2000`);
  });

  it("refuses fewer shifted examples than folds", () =>
    assert.throws(
      () => assignFolds(domains(100, 7)),
      /7 shifted examples for 10 folds.*at most 7 folds/,
    ));

  it("refuses a group larger than a fold", () => {
    const isShifted = domains(100, 100);
    const groups = isShifted.map((shifted, i) =>
      shifted ? (i < 130 ? 5 : i) : -1,
    );
    assert.throws(
      () => assignFolds(isShifted, { groups }),
      /Group 5 holds 30 of the 100 shifted examples.*\(10\).*at most 3 folds/,
    );
  });

  it("refuses one domain, one fold, and groups of another number", () => {
    assert.throws(() => assignFolds([0, 0, 0]), /no shifted example/);
    assert.throws(
      () => assignFolds(domains(9, 9), { folds: 1 }),
      /folds is 1, expected a whole number from 2/,
    );
    assert.throws(
      () => assignFolds(domains(9, 9), { folds: 2, groups: [1, 2] }),
      /2 groups for 18 examples/,
    );
  });
});

describe("foldMembers", () => {
  it("tells who is scored from who teaches, and refuses an empty fold", () => {
    const foldOf = Int32Array.from([0, 1, 0, 2]);
    const { train, test } = foldMembers(foldOf, 0);
    assert.deepEqual([...train], [1, 3]);
    assert.deepEqual([...test], [0, 2]);
    assert.throws(() => foldMembers(foldOf, 3), /Fold 3 has no members/);
  });
});
