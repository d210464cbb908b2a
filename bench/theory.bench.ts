// The theory's simulations: gradient descent in a few and in 200 dimensions, and the minimiser within W_ref.
import { dot, randomStream } from "../lib/numerics";
import {
  minimizeLogisticLoss,
  randomSubspace,
  sampleLogisticData,
  referenceMinimizer,
  smoothnessConstant,
} from "../lib/theory";
import { assertSame, pairs, seconds, type Bench } from "./measure";
import { startPeer } from "./peer";

const SIZES = [
  { examples: 60, dimensions: 7, rank: 5, iterations: 20_000 },
  { examples: 400, dimensions: 200, rank: 20, iterations: 5_000 },
];

const bench: Bench = async function* () {
  const peer = startPeer("theory.py");
  try {
    for (const size of SIZES) {
      const { examples, dimensions, rank, iterations } = size;
      const random = randomStream(1, `theory bench, ${dimensions} dimensions`);
      const rule = random.normals(dimensions);
      const length = Math.sqrt(dot(rule, rule) / dimensions);
      const basis = randomSubspace(dimensions, rank, random);
      const { X, y } = sampleLogisticData(
        basis,
        rule.map((value) => value / length / 2),
        examples,
        random,
      );
      const initial = Array.from(random.normals(dimensions));
      const learningRate = 1 / smoothnessConstant(X);
      const descend = () =>
        minimizeLogisticLoss(X, y, {
          initial,
          learningRate,
          iterations,
          coordinates: "row-space",
        });
      const data = { X, y, initial, learning_rate: learningRate, iterations };

      const ours = descend();
      const { result } = await peer.call<{ weights: number[]; loss: number }>(
        "gradient_descent",
        data,
      );
      assertSame(ours.weights, result.weights, 1e-9, "weights");
      assertSame([ours.losses[iterations]], [result.loss], 1e-12, "loss");
      yield await pairs({
        name: `gradient descent, ${examples} × ${dimensions}, ${iterations} steps`,
        unit: "s",
        peerName: "NumPy",
        ours: () => seconds(descend),
        peer: async () => (await peer.call("gradient_descent", data)).seconds,
      });

      const found = await peer.call<number[]>("minimiser", { X, y });
      const minimizer = referenceMinimizer(X, y);
      const scale = Math.sqrt(dot(minimizer, minimizer));
      assertSame(
        minimizer.map((value) => 1 + value / scale),
        found.result.map((value) => 1 + value / scale),
        1e-6,
        "minimiser",
      );
      yield await pairs({
        name: `minimiser within W_ref, ${examples} × ${dimensions}`,
        unit: "s",
        peerName: "scipy.optimize (L-BFGS-B)",
        ours: () => seconds(() => referenceMinimizer(X, y)),
        peer: async () => (await peer.call("minimiser", { X, y })).seconds,
        count: 15,
        warmUp: 5,
      });
    }
  } finally {
    peer.stop();
  }
};
export default bench;
