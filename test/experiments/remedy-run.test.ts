import assert from "node:assert/strict";
import "../../lib/experiments/kinds";
import type { Json } from "../../lib/files/canonical-json";
import {
  runKind,
  runsOf,
  sweep,
  workerPool,
  type RunSpec,
  type Store,
} from "../../lib/runs";
import { readArtefacts } from "../../lib/runs/store/artefacts";
import { withStore } from "../runs/temporary-store";

const tint = { name: "spurious tint", strength: 0.5 };
const train = {
  kind: "train",
  data: "fashion-mnist",
  train: 200,
  validation: 90,
  test: 80,
  reference: tint,
  model: { name: "small-cnn", widths: [4] },
  recipe: { epochs: 2, learningRate: 0.03, batchSize: 50 },
  moments: [1],
};
const remedy = { kind: "remedy", of: train, heldOut: tint, resamples: 2 };
const one = (run: RunSpec) => ({ name: "one", run, seeds: [1] });

const done = async (run: RunSpec, store: Store) => {
  const engine = workerPool({ workers: 1 });
  const { runs, records, failures } = await sweep(one(run), {
    store,
    engine,
    progress: false,
  });
  assert.deepEqual(failures, []);
  return records
    .get(runs[0].id)!
    .rows.map(({ epoch, split, total }) => [epoch, split, total]);
};

const both = {
  name: "compose",
  shifts: [tint, { name: "vertical flip" }].map((shift) => ({
    name: "partly",
    shift,
  })),
};

describe("a remedy run", () => {
  it(
    "refits the networks of a train run at each moment, and hands them on to be evaluated by groups",
    withStore(async (store) => {
      assert.deepEqual(await done(remedy, store), [
        [1, "reference", 80],
        [2, "reference", 80],
      ]);
      const [{ id, spec }] = runsOf(one(remedy));
      assert.deepEqual(Object.keys(readArtefacts(store, id)), [
        "epoch-1",
        "epoch-2",
      ]);
      const [ours] = runsOf(
        one({ kind: "evaluate", of: remedy, on: { shift: both } }),
      );
      assert.deepEqual(runKind("evaluate").needs!(ours.spec), [spec]);
      const by = ["spurious tint", "vertical flip"];
      const rows = await done(
        { kind: "evaluate", of: remedy, on: { shift: both }, by },
        store,
      );
      assert.deepEqual(
        rows.slice(4).map(([epoch, split]) => [epoch, split]),
        [
          "0, vertical flip 0",
          "0, vertical flip 1",
          "1, vertical flip 0",
          "1, vertical flip 1",
        ].map((part) => [2, `compose: spurious tint ${part}`]),
      );
      assert.equal(
        rows.slice(4).reduce((sum, [, , total]) => sum + Number(total), 0),
        80,
      );
    }),
  );

  it("gives the first part of a composed shift the colours that networks were trained with", () => {
    const [{ spec }] = runsOf(
      one({ kind: "evaluate", of: train, on: { shift: both } }),
    );
    const { on } = spec as unknown as {
      on: { shift: { shifts: { seed: number; shift: { seed: number } }[] } };
    };
    const seeds = on.shift.shifts.map(({ seed, shift }) => [seed, shift.seed]);
    assert.deepEqual(seeds, [
      [1, 1],
      [1001, 1001],
    ]);
  });

  const refused: [string, { [field: string]: Json }, RegExp][] = [
    ["an unknown remedy", { remedy: "rewight" }, /field remedy/],
    [
      "more images than were held out",
      { count: 91 },
      /found 91, but the training holds out 90/,
    ],
    [
      "a shift that there is not",
      { heldOut: { name: "tint" } },
      /no shift "tint"/,
    ],
    ["a run that trains nothing", { of: { kind: "probe" } }, /field of\.kind/],
  ];
  for (const [what, fields, message] of refused)
    it(`refuses ${what}`, () => {
      assert.throws(() => runsOf(one({ ...remedy, ...fields })), message);
    });
});

describe("a train run with balanced groups", () => {
  const by = ["label"];
  for (const how of ["weights", "sampling", "group-dro"])
    it(
      `trains by ${how}`,
      withStore(async (store) => {
        const rows = await done({ ...train, balance: { how, by } }, store);
        assert.equal(rows.length, 4);
      }),
    );

  it("is another run than one without, and keeps that one's identity", () => {
    const [plain, balanced] = [
      train,
      { ...train, balance: { how: "weights", by } },
    ].map((run) => runsOf(one(run))[0]);
    assert.notEqual(plain.id, balanced.id);
    assert.ok(!("balance" in plain.spec));
  });

  it("refuses weights for a linear probe, and groups by nothing", () => {
    const probe = {
      ...train,
      model: { name: "efficientnet-lite0", inputSize: 64 },
      pretraining: "imagenet",
      method: "linear-probe",
    };
    assert.throws(
      () => runsOf(one({ ...probe, balance: { how: "weights", by } })),
      /field balance\.how: found "weights" with method "linear-probe".*"sampling"/,
    );
    assert.throws(
      () => runsOf(one({ ...train, balance: { how: "weights", by: [] } })),
      /field balance\.by/,
    );
  });
});
