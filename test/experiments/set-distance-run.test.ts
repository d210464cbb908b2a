import assert from "node:assert/strict";
import "../../lib/experiments/kinds";
import { runsOf, sweep, workerPool, type RunSpec } from "../../lib/runs";
import { withStore } from "../runs/temporary-store";

const run = {
  kind: "set-distance",
  related: {
    negative: { shift: { name: "inverted contrast" } },
    untouched: { shift: { name: "noise", strength: 0 } },
  },
  images: { adapt: 100, test: 1, base: 1 },
  count: 100,
  components: 8,
  to: "negative",
} as unknown as RunSpec;
const experiment = (to: string) => ({
  name: to,
  run: { ...run, to },
  seeds: [1],
});

describe("a set-distance run", () => {
  it(
    "finds negatives farther from photographs than other photographs, by every measure",
    withStore(async (store) => {
      const { runs, records, failures } = await sweep(
        ["negative", "untouched"].map(experiment),
        { store, engine: workerPool({ workers: 1 }), progress: false },
      );
      assert.deepEqual(failures, []);
      const [negative, untouched] = runs.map(
        ({ id }) => records.get(id)!.values!,
      );
      assert.deepEqual(Object.keys(negative).sort(), [
        "auc",
        "means",
        "outside",
        "transport",
        "transportOfAll",
      ]);
      for (const measure of ["transport", "means", "auc"])
        assert.ok(
          negative[measure] > untouched[measure],
          `${measure}: ${negative[measure]} ${untouched[measure]}`,
        );
      assert.ok(untouched.auc > 0.3 && untouched.auc < 0.7);
    }),
  ).timeout(240_000);

  it("refuses too small a regularisation, and sets that there are not", () => {
    const of = (more: object) => () =>
      runsOf({ name: "one", run: { ...run, ...more }, seeds: [1] });
    assert.throws(of({ regularisation: 0 }), /field regularisation/);
    assert.throws(of({ regularisation: 1e-9 }), /field regularisation/);
    assert.throws(of({ to: "positive" }), /no related set "positive"/);
  });
});
