import assert from "node:assert/strict";
import {
  placedDrawings,
  type PlacedTask,
} from "../../lib/experiments/placed-drawings";
import { drawingsOf } from "../../lib/experiments/placed-originals";
import "../../lib/experiments/kinds";
import { loadDataset } from "../../lib/data";
import { groupImages } from "../../lib/images";
import { runsOf, sweep, workerPool } from "../../lib/runs";
import { withStore } from "../runs/temporary-store";

const task: PlacedTask = {
  classes: [["bird"], ["cat"]],
  grounds: [["ship"], ["deer", "horse"]],
  cue: "ground",
  sides: [20, 28],
  seed: 1,
};
const values = ({ attributes }: ReturnType<typeof placedDrawings>) =>
  Array.from(attributes!.cue as Uint8Array);

describe("placedDrawings", () => {
  it("makes biased sets: the cue agrees with the class in about the share asked for", () => {
    const set = placedDrawings(task, "train", {
      count: 600,
      cue: 0.9,
      pairs: false,
    });
    const agreeing = values(set).filter(
      (value, i) => value === set.labels[i],
    ).length;
    assert.ok(
      Math.abs(agreeing - 540) < 3 * Math.sqrt(600 * 0.9 * 0.1),
      `${agreeing}`,
    );
    assert.deepEqual(set.classNames, ["bird", "cat"]);
  });

  it("makes balanced sets: every class with every value equally often", () => {
    for (const pairs of [false, true]) {
      const set = placedDrawings(task, "test", {
        count: 80,
        cue: "both",
        pairs,
      });
      assert.deepEqual(
        [...groupImages(set, ["label", "cue"]).counts],
        [20, 20, 20, 20],
      );
    }
  });

  it("makes counterfactual pairs of one kind: what lies beyond the figures is the same", () => {
    const set = placedDrawings({ ...task, sides: [20, 20] }, "train", {
      count: 16,
      cue: "first",
      pairs: true,
    });
    assert.deepEqual(new Set(values(set)), new Set([0]));
    const size = 32 * 32 * 3;
    for (let pair = 0; pair < 8; pair++) {
      const [first, second] = [0, 1].map((k) =>
        set.images.subarray((2 * pair + k) * size, (2 * pair + k + 1) * size),
      );
      const rowsAndColumns = [new Set<number>(), new Set<number>()];
      first.forEach((value, k) => {
        if (value === second[k]) return;
        rowsAndColumns[0].add(Math.floor(k / 96));
        rowsAndColumns[1].add(Math.floor((k % 96) / 3));
      });
      for (const places of rowsAndColumns)
        assert.ok(
          Math.max(...places) - Math.min(...places) < 20,
          `${[...places].join(" ")}`,
        );
      assert.deepEqual(
        [set.labels[2 * pair], set.labels[2 * pair + 1]],
        [0, 1],
      );
    }
  });

  it("tints by the cue, on photographs of both kinds", () => {
    const set = placedDrawings({ ...task, cue: "tint" }, "train", {
      count: 100,
      cue: "both",
      pairs: false,
    });
    const size = 32 * 32 * 3;
    const red = [0, 1].map((value) => {
      const those = values(set).flatMap((each, i) =>
        each === value ? [i] : [],
      );
      const of = (i: number) =>
        set.images
          .subarray(i * size, (i + 1) * size)
          .reduce(
            (sum, p, k) => sum + (k % 3 === 0 ? p : k % 3 === 2 ? -p : 0),
            0,
          );
      return those.reduce((sum, i) => sum + of(i), 0);
    });
    assert.ok(red[0] > 0 && red[1] < 0, red.join(" "));
  });

  it("draws for each part from icon sets of its own, which together are all", () => {
    const { groups } = loadDataset("drawings");
    const parts = (["train", "validation", "test"] as const).map((part) =>
      drawingsOf(task, part).flat(),
    );
    const sets = parts.map((part) => new Set(part.map((i) => groups![i])));
    const together = new Set(sets.flatMap((each) => [...each]));
    assert.equal(
      together.size,
      sets.reduce((sum, { size }) => sum + size, 0),
    );
    assert.equal(parts.flat().length, new Set(parts.flat()).size);
    assert.ok(parts.every((part) => part.length >= 10));
  });

  it("repeats with its seed, and draws others with another", () => {
    const shape = { count: 40, cue: "both", pairs: false } as const;
    assert.deepEqual(
      placedDrawings(task, "train", shape),
      placedDrawings(task, "train", shape),
    );
    assert.notDeepEqual(
      placedDrawings(task, "train", shape).images,
      placedDrawings({ ...task, seed: 2 }, "train", shape).images,
    );
  });

  it("refuses odd numbers of pairs, pairs whose cue follows the class, and classes that there are not", () => {
    const pairs = { count: 7, cue: "first", pairs: true } as const;
    assert.throws(
      () => placedDrawings(task, "train", pairs),
      /7 images do not make pairs/,
    );
    assert.throws(
      () => placedDrawings(task, "train", { ...pairs, count: 8, cue: 0.9 }),
      /share of 0\.9 cannot be that of pairs/,
    );
    const other = {
      ...task,
      grounds: [["sea"], ["deer"]] as [string[], string[]],
    };
    assert.throws(
      () => placedDrawings(other, "train", { ...pairs, count: 8 }),
      /no photographs of "sea"; there are of airplane, /,
    );
    const lion = {
      ...task,
      classes: [["lion"], ["cat"]] as [string[], string[]],
    };
    assert.throws(
      () => placedDrawings(lion, "train", { ...pairs, count: 8 }),
      /no drawings of "lion"; there are of airplane, /,
    );
  });
});

describe("a placed run", () => {
  const run = {
    kind: "placed",
    classes: [["bird"], ["cat"]],
    grounds: [["ship"], ["deer"]],
    cue: "ground",
    sides: [20, 28],
    set: { count: 8, cue: "first", pairs: true },
    validation: 10,
    test: 40,
    model: { name: "small-cnn", widths: [4] },
    pretraining: "none",
    method: "from-scratch",
    // A curated set smaller than a batch comes whole.
    recipe: { epochs: 2, learningRate: 0.01, batchSize: 32 },
  };
  const one = (fields = {}) => ({
    name: "one",
    run: { ...run, ...fields },
    seeds: [1],
  });

  it(
    "tests on each group, a curated set smaller than a batch among them",
    withStore(async (store) => {
      const engine = workerPool({ workers: 1 });
      const { runs, records, failures } = await sweep(one(), {
        store,
        engine,
        progress: false,
      });
      assert.deepEqual(failures, []);
      assert.deepEqual(
        records.get(runs[0].id)!.rows.map(({ split, total }) => [split, total]),
        [
          ["validation", 10],
          ["bird, ship", 10],
          ["bird, deer", 10],
          ["cat, ship", 10],
          ["cat, deer", 10],
        ],
      );
    }),
  );

  it("refuses what makes no four groups, and pre-trained weights that there are not", () => {
    assert.throws(() => runsOf(one({ test: 30 })), /field test/);
    assert.throws(
      () => runsOf(one({ pretraining: "imagenet", method: "full" })),
      /no ImageNet weights of the model "small-cnn"/,
    );
    assert.throws(
      () => runsOf(one({ set: { ...run.set, count: 7 } })),
      /7 images do not make pairs/,
    );
  });
});
