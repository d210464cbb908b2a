// Training, classifying and feature extraction against PyTorch on the same CPU, in the setting that is its fastest
// (threads, memory format, compiled or not): same network, weights, batch, optimiser and data.
import type { LabelledImages } from "../lib/images";
import {
  efficientNetLite,
  getWeights,
  loadImageNetWeights,
  residualCnn,
  smallCnn,
} from "../lib/models";
import { extractFeatures, predictOutputs, trainNetwork } from "../lib/training";
import { tf } from "../lib/tensorflow";
import { assertSame, pairs, seconds, type Bench } from "./measure";
import { startPeer, type Peer } from "./peer";

const BATCH = 128;
/** Runs before the pairs: as many as the peer has had to find its setting, so that either's code has been compiled. */
const WARM_UP = 4;

/** Bytes that follow from their position, as the peer makes them too. */
function images(count: number, side: number): LabelledImages {
  const pixels = new Uint8Array(count * side * side * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = (i * 7919) % 251;
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  return { images: pixels, labels, shape: [count, side, side, 3] };
}

interface Subject {
  name: string;
  network: tf.LayersModel;
  side: number;
  /** Batches a measurement shows. */
  batches: number;
  learningRate: number;
  /** Starts the peer's copy on so many images. */
  start: (count: number) => Promise<{ result: Settings }>;
}

/** The peer's fastest setting for each kind of work. */
type Settings = Record<"train" | "forward" | "features", string>;

async function* measure(peer: Peer, subject: Subject) {
  const { name, network, side, batches, learningRate, start } = subject;
  const recipe = {
    learningRate,
    schedule: "constant",
    warmup: 0,
    batchSize: BATCH,
  } as const;
  const rate = (work: () => unknown) => (BATCH * batches) / seconds(work);
  const peerRate = async (call: string, args = {}) =>
    (BATCH * batches) / (await peer.call(call, args)).seconds;

  // The same work: equal outputs and equal losses along the first steps.
  const { result: settings } = await start(BATCH);
  const peerName = (work: keyof Settings) => `PyTorch, ${settings[work]}`;
  const one = images(BATCH, side);
  for (const [call, compute] of [
    ["forward", () => predictOutputs(network, one, BATCH)],
    ["features", () => extractFeatures(network, one).values],
  ] as const) {
    const { result } = await peer.call<number[]>(call);
    const ours = compute().slice(0, result.length);
    const scale = Math.max(...result.map(Math.abs));
    assertSame(
      Array.from(ours, (value) => 2 + value / scale),
      result.map((value) => 2 + value / scale),
      1e-3,
      `${name}, ${call}`,
    );
  }
  const run = await trainNetwork(
    network,
    one,
    { ...recipe, epochs: 4 },
    tenClasses,
  );
  const theirs = await peer.call<number[]>("train", { steps: 4 });
  assertSame(run.history.losses, theirs.result, 1e-2, `${name}, losses`);

  const set = images(BATCH * batches, side);
  await start(BATCH * batches);
  yield await pairs({
    name: `${name}, forward`,
    unit: "images/s",
    warmUp: WARM_UP,
    peerName: peerName("forward"),
    ours: () => rate(() => predictOutputs(network, set, BATCH)),
    peer: () => peerRate("forward"),
  });
  yield await pairs({
    name: `${name}, feature extraction`,
    unit: "images/s",
    warmUp: WARM_UP,
    peerName: peerName("features"),
    ours: () => rate(() => extractFeatures(network, set, { batchSize: BATCH })),
    peer: () => peerRate("features"),
  });
  yield await pairs({
    name: `${name}, training step`,
    unit: "images/s",
    warmUp: WARM_UP,
    peerName: peerName("train"),
    ours: async () => {
      const { imagesPerSecond } = await trainNetwork(
        network,
        set,
        { ...recipe, epochs: 1 },
        tenClasses,
      );
      return imagesPerSecond;
    },
    peer: () => peerRate("train", { steps: batches }),
  });
}

/** The bench's labels are the first ten classes, however many the network has. */
const tenClasses = { allowEmptyClasses: true };

const trainedFromScratch = () => [
  {
    name: "residual CNN, 32 px",
    call: "start_residual_cnn",
    network: residualCnn({ seed: 1 }),
    side: 32,
    batches: 4,
  },
  {
    name: "small CNN, 28 px",
    call: "start_small_cnn",
    network: smallCnn({ seed: 1 }),
    side: 28,
    batches: 16,
  },
];

const bench: Bench = async function* (only = "") {
  const peer = startPeer("training.py", {
    requirements: "requirements-training.txt",
  });
  try {
    for (const { name, call, network, side, batches } of trainedFromScratch()) {
      if (!name.includes(only)) continue;
      const { layout, values } = getWeights(network);
      // Where batch normalisation follows, what stands after a kernel is not a bias, and the peer leaves it.
      const weights = layout.flatMap((item, i) =>
        item.name.endsWith("/kernel")
          ? [
              [
                item.name.split("/")[0],
                item.shape,
                [...values[i]],
                [...values[i + 1]],
              ],
            ]
          : [],
      );
      yield* measure(peer, {
        name,
        network,
        side,
        batches,
        learningRate: 1e-3,
        start: (count) =>
          peer.call(call, { weights, count, learning_rate: 1e-3 }),
      });
    }
    for (const side of [64, 32]) {
      const name = `EfficientNet-Lite0, ${side} px`;
      if (!name.includes(only)) continue;
      const network = efficientNetLite("lite0", {
        imageShape: [side, side, 3],
      });
      await loadImageNetWeights(network);
      yield* measure(peer, {
        name,
        network,
        side,
        batches: side === 32 ? 6 : 3,
        learningRate: 1e-5,
        start: (count) =>
          peer.call("start_efficientnet", { count, side, learning_rate: 1e-5 }),
      });
    }
  } finally {
    peer.stop();
  }
};
export default bench;
