// A study as a whole: 16 small training runs of the residual CNN, ours by a sweep on two worker processes, PyTorch's on
// the better of two processes with one thread each and one with two.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, sweep, workerPool } from "../lib/dist/runs"; // compiled, as sweeps run it
import "../lib/dist/experiments/kinds";
import { pairs, type Bench } from "./measure";
import { startPeer } from "./peer";

const RUNS = 16;
const TRAIN = 512;
const EVALUATED = 256;
const EPOCHS = 4;
const BATCH = 64;

const runs = {
  name: "bench",
  run: {
    kind: "train",
    data: "cifar10",
    train: TRAIN,
    validation: EVALUATED,
    test: EVALUATED,
    model: { name: "residual-cnn" },
    recipe: { epochs: EPOCHS, batchSize: BATCH, learningRate: 1e-3 },
    keepWeights: false,
  },
  seeds: Array.from({ length: RUNS }, (_, seed) => seed),
};

/** Seconds of a sweep from an empty store, the start of its workers included. */
async function oursOnce(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "bench-study-"));
  try {
    const store = openStore(folder, { committed: null });
    const started = performance.now();
    const engine = workerPool({ workers: 2 });
    const { records } = await sweep(runs, { store, engine, progress: false });
    if (records.size !== RUNS) throw new Error("Runs are missing.");
    return (performance.now() - started) / 1000;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const bench: Bench = async function* () {
  const peer = startPeer("study.py", {
    requirements: "requirements-training.txt",
  });
  try {
    const sizes = { train: TRAIN, evaluated: EVALUATED, epochs: EPOCHS };
    const { result } = await peer.call<string>("start", {
      ...sizes,
      batch: BATCH,
    });
    yield await pairs({
      name: `${RUNS} training runs of the residual CNN, ${EPOCHS} epochs of ${TRAIN} images`,
      unit: "s",
      peerName: `PyTorch, ${result}`,
      ours: oursOnce,
      peer: async () => (await peer.call("study", { runs: RUNS })).seconds,
      count: 5,
    });
  } finally {
    peer.stop();
  }
};
export default bench;
