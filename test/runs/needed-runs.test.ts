import assert from "node:assert/strict";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  inProcess,
  runsOf,
  sweep,
  workerPool,
  type Engine,
  type Run,
} from "../../lib/runs";
import { readArtefacts } from "../../lib/runs/store/artefacts";
import { runFiles, type Store } from "../../lib/runs/store/store";
import { simulated } from "./runs";
import { withStore } from "./temporary-store";

const upstream = { kind: "simulated", seed: 1, handsOn: 100 };
const [first] = runsOf(simulated([1], { handsOn: 100 }, "first"));
const second = (fields = {}) =>
  simulated([1], { after: [upstream], ...fields }, "second");

const artefactOf = (store: Store, { id }: Run) =>
  join(dirname(runFiles(store, id).result), `${id}.bytes.artefact`);

/** Carries runs out in this process, and notes which were done. */
function noting(): { done: string[]; engine: Engine } {
  const engine = inProcess();
  const done: string[] = [];
  const execute: Engine["execute"] = (runs, store, hooks) =>
    engine.execute(runs, store, {
      ...hooks,
      onDone(run) {
        done.push(run.experiment);
        hooks.onDone(run);
      },
    });
  return { done, engine: { ...engine, execute } };
}

const quietly = (store: Store, engine = inProcess()) => ({
  store,
  engine,
  progress: false,
});

const received = ({ runs, records }: Awaited<ReturnType<typeof sweep>>) =>
  runs.map(({ id }) => records.get(id)?.values?.received);

describe("runs that need others", () => {
  it(
    "come after them, which are carried out though nobody asked for them",
    withStore(async (store) => {
      const { engine, done } = noting();
      const result = await sweep(second(), quietly(store, engine));
      assert.deepEqual(received(result), [100]);
      assert.deepEqual(done, ["needed by second", "second"]);
    }),
  );

  it(
    "are done in worker processes too",
    withStore(async (store) => {
      const both = [second(), simulated([1], { handsOn: 100 }, "first")];
      const result = await sweep(
        both,
        quietly(store, workerPool({ workers: 2 })),
      );
      assert.deepEqual(received(result), [100, undefined]);
    }),
  );

  it(
    "leave what they need as it is when another run comes to need it",
    withStore(async (store) => {
      await sweep(second(), quietly(store));
      const { engine, done } = noting();
      await sweep(second({ evaluations: 3 }), quietly(store, engine));
      assert.deepEqual(done, ["second"]);
    }),
  );

  const spoilt = {
    deleted: (path: string) => rmSync(path),
    damaged: (path: string) => writeFileSync(path, "damaged"),
  };
  for (const [how, spoil] of Object.entries(spoilt)) {
    it(
      `have it made again where it was ${how}`,
      withStore(async (store) => {
        await sweep(second(), quietly(store));
        const path = artefactOf(store, first);
        spoil(path);
        const told: string[] = [];
        const watched = { ...store, warn: (text: string) => told.push(text) };
        const result = await sweep(
          second({ evaluations: 3 }),
          quietly(watched),
        );
        assert.deepEqual(received(result), [100]);
        assert.ok(existsSync(path));
        if (how === "damaged")
          assert.match(told.join(), /has SHA-256 .* but run .* declared/);
        else assert.deepEqual(told, []);
      }),
    );
  }

  it(
    "are told to have failed where what they need did, naming it and why",
    withStore(async (store) => {
      const after = [{ ...upstream, fate: "fail" }];
      const { failures } = await sweep(second({ after }), quietly(store));
      assert.match(
        failures.map(({ message }) => message).join(),
        /it needs run [0-9a-f]{32}, which failed: It was told to fail \(seed 1\)/,
      );
    }),
  );

  it("get another name when what they need does", () => {
    const [a] = runsOf(second());
    const [b] = runsOf(second({ after: [{ ...upstream, seed: 2 }] }));
    assert.notEqual(a.id, b.id);
  });

  it(
    "read what their result declares",
    withStore(async (store) => {
      await sweep(second(), quietly(store));
      assert.equal(readArtefacts(store, first.id).bytes.length, 100);
    }),
  );
});
