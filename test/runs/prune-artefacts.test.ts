import assert from "node:assert/strict";
import { inProcess, runsOf, sweep } from "../../lib/runs";
import { pruneArtefacts } from "../../lib/runs/prune-artefacts";
import { hasArtefacts } from "../../lib/runs/store/artefacts";
import type { Store } from "../../lib/runs/store/store";
import { simulated } from "./runs";
import { withStore } from "./temporary-store";

const upstream = { kind: "simulated", seed: 1, handsOn: 100 };
const [needed] = runsOf(simulated([1], { handsOn: 100 }, "needed"));
const other = simulated([2], { handsOn: 50 }, "another");
const study = (evaluations: number) => [
  simulated([1], { after: [upstream], evaluations }, "study"),
];
const quietly = (store: Store) => ({
  store,
  engine: inProcess(),
  progress: false,
});

describe("pruneArtefacts", () => {
  it(
    "deletes what no pending run needs, and leaves results and other studies alone",
    withStore(async (store) => {
      const { records } = await sweep([...study(2), other], quietly(store));
      const planned = study(2).flatMap(runsOf);
      const isDone = (id: string) => records.has(id);
      assert.deepEqual(pruneArtefacts(planned, isDone, store), {
        files: 1,
        runs: 1,
      });
      assert.ok(!hasArtefacts(store, needed.id));
      assert.ok(hasArtefacts(store, runsOf(other)[0].id));
      assert.deepEqual(pruneArtefacts(planned, isDone, store), {
        files: 0,
        runs: 0,
      });
      const again = await sweep(study(2), quietly(store));
      assert.deepEqual(again.failures, []);
    }),
  );

  it(
    "keeps what a run still to be done needs, and what is pruned is made again",
    withStore(async (store) => {
      const { records } = await sweep(study(2), quietly(store));
      const isDone = (id: string) => records.has(id);
      const planned = [...study(2), ...study(3)].flatMap(runsOf);
      assert.equal(pruneArtefacts(planned, isDone, store).files, 0);
      assert.ok(hasArtefacts(store, needed.id));
      assert.equal(
        pruneArtefacts(study(2).flatMap(runsOf), isDone, store).files,
        1,
      );
      await sweep(study(3), quietly(store));
      assert.ok(hasArtefacts(store, needed.id));
    }),
  );
});
