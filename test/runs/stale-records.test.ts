import assert from "node:assert/strict";
import { inProcess, runsOf, storedResults, sweep } from "../../lib/runs";
import { staleRecords } from "../../lib/runs/stale-records";
import { simulated } from "./runs";
import { withStore } from "./temporary-store";

describe("stale results", () => {
  it(
    "are named and not shown where what they were computed from has changed",
    withStore(async (store) => {
      const options = { store, engine: inProcess(), progress: false };
      const { records } = await sweep(simulated([1, 2]), options);
      assert.deepEqual(staleRecords(runsOf(simulated([1, 2])), records), []);
      const changed = simulated([1, 2, 3], { evaluations: 3 });
      assert.deepEqual(
        staleRecords(runsOf(changed), records)
          .map(({ seed }) => seed)
          .sort(),
        [1, 2],
      );
      const told: string[] = [];
      const table = storedResults(changed, {
        store: { ...store, warn: (text) => told.push(text) },
      });
      assert.equal(table.numRows(), 0);
      assert.match(
        told.join(),
        /2 stored results are stale and not shown, first of "simulated", seed [12]/,
      );
    }),
  );
});
