import assert from "node:assert/strict";
import { render } from "../../lib/figures/render";
import { smallCnn } from "../../lib/models/small-cnn";
import { getWeights } from "../../lib/models/weights";
import {
  interrupt,
  interruption,
  InterruptedError,
} from "../../lib/notebook/interruption";
import { inProcess, sweep } from "../../lib/runs";
import { crossFit, scoreFold } from "../../lib/support";
import { tf } from "../../lib/tensorflow/tensorflow";
import { trainNetwork } from "../../lib/training/train-network";
import { sampleFigures } from "../figures/samples";
import { patchImages } from "../images/synthetic-images";
import { simulated } from "../runs/runs";
import { withStore } from "../runs/temporary-store";

describe("interruption", () => {
  it("stops what runs, and nothing that begins later", () => {
    const before = interruption();
    const own = new AbortController();
    const both = interruption(own.signal);
    interrupt();
    assert.ok(before.aborted && both.aborted);
    assert.ok(before.reason instanceof InterruptedError);
    assert.ok(!own.signal.aborted);
    assert.ok(!interruption().aborted);
  });

  it("is none of the process's signals outside a notebook", () => {
    const listeners = process.listenerCount("SIGINT");
    interruption();
    assert.equal(process.listenerCount("SIGINT"), listeners);
  });
});

describe("stopping the cell", () => {
  afterEach(() => tf.disposeVariables());

  it("ends a training, which leaves the network alone from then on", async () => {
    const network = smallCnn({
      imageShape: [8, 8, 3],
      classes: 4,
      widths: [6],
      depth: 1,
    });
    const set = patchImages(64);
    const steps: number[] = [];
    const train = (stop: boolean) =>
      trainNetwork(
        network,
        set,
        { epochs: 2, batchSize: 16 },
        {
          progress({ step }) {
            steps.push(step);
            if (stop && step === 3) interrupt();
          },
        },
      );
    await assert.rejects(train(true), InterruptedError);
    assert.deepEqual(steps, [1, 2, 3]);
    const stopped = getWeights(network);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(getWeights(network), stopped);
    assert.equal((await train(false)).steps, 8);
  });

  it("ends cross-fitting before the next fold", async () => {
    const folds: number[] = [];
    const foldOf = Int32Array.of(0, 1, 2, 3);
    const classifier = {
      name: "any",
      score: (_: Int32Array, test: Int32Array) => {
        folds.push(foldOf[test[0]]);
        if (folds.length === 2) interrupt();
        return [0];
      },
    };
    await assert.rejects(crossFit(foldOf, classifier), InterruptedError);
    assert.deepEqual(folds, [0, 1]);
    assert.deepEqual((await scoreFold(foldOf, 2, classifier)).scores, [0]);
  });

  it(
    "ends a sweep, which keeps what is done",
    withStore(async (store) => {
      const engine = inProcess();
      const stopping: typeof engine = {
        ...engine,
        execute: (runs, to, hooks) =>
          engine.execute(runs, to, {
            ...hooks,
            onStarted: ({ spec }) => spec.seed === 3 && setImmediate(interrupt),
          }),
      };
      const asked = simulated([1, 2, 3, 4], { milliseconds: 50 });
      const options = { store, progress: false };
      await assert.rejects(
        sweep(asked, { ...options, engine: stopping }),
        InterruptedError,
      );
      const begun: unknown[] = [];
      await sweep(asked, {
        ...options,
        engine: {
          ...engine,
          execute: (runs, to, hooks) => {
            begun.push(...runs.map(({ spec }) => spec.seed));
            return engine.execute(runs, to, hooks);
          },
        },
      });
      assert.deepEqual(begun, [3, 4]);
    }),
  );

  it("ends figures that wait to be drawn", async () => {
    const { accuracy } = sampleFigures();
    const waiting = [1, 2].map(() => render(accuracy!, ["svg"]));
    interrupt();
    for (const each of waiting) await assert.rejects(each, InterruptedError);
  });
});
