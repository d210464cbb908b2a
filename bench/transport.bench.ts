// Sinkhorn's iterations between two samples of 1,000 and of 4,000 points, against POT's plain and log-domain ones at the same tolerance.
import { randomStream } from "../lib/numerics";
import { sinkhorn } from "../lib/transport";
import { squaredDistances } from "../lib/transport/squared-distances";
import { assertSame, pairs, seconds, type Bench } from "./measure";
import { startPeer } from "./peer";

const DIMENSIONS = 10;
/** How far the plan's sums may be off, as a share of the mass. */
const TOLERANCE = 1e-6;
/** Regularisation as a share of the mean cost, and pairs with each method of POT: in the log domain it takes a quarter of an hour for 4,000 points at 0.02. */
const PROBLEMS = [
  { points: 1000, share: 0.02, pairsOf: { sinkhorn: 7, sinkhorn_log: 3 } },
  { points: 4000, share: 0.02, pairsOf: { sinkhorn: 5, sinkhorn_log: 0 } },
  { points: 4000, share: 0.05, pairsOf: { sinkhorn: 5, sinkhorn_log: 1 } },
];
const METHODS = [
  { method: "sinkhorn", peerName: "POT, plain" },
  { method: "sinkhorn_log", peerName: "POT, log domain" },
] as const;

const bench: Bench = async function* (only = "") {
  const peer = startPeer("transport.py", {
    requirements: "requirements-transport.txt",
  });
  try {
    for (const { points, share, pairsOf } of PROBLEMS) {
      const name = `Sinkhorn, ${points} × ${points}, regularisation ${share} of the mean cost`;
      if (!name.includes(only)) continue;
      const random = randomStream(1, `transport bench, ${points} points`);
      const sample = (shift: number) => ({
        values: random
          .normals(points * DIMENSIONS)
          .map((value) => value + shift),
        count: points,
        width: DIMENSIONS,
      });
      const [a, b] = [sample(0), sample(0.5)];
      const costs = squaredDistances(a, b);
      const mean =
        costs.data.reduce((sum, cost) => sum + cost, 0) / points ** 2;
      const masses = new Float64Array(points).fill(1 / points);
      const work = () =>
        sinkhorn(costs, masses, masses, {
          regularisation: share * mean,
          tolerance: TOLERANCE,
        });
      const { cost } = work();
      for (const { method, peerName } of METHODS) {
        if (pairsOf[method] === 0) continue;
        const given = {
          a: rowsOf(a),
          b: rowsOf(b),
          share,
          tolerance: TOLERANCE,
          method,
        };
        const theirs = async () => {
          const { result, seconds } = await peer.call<{ cost: number }>(
            "sinkhorn",
            given,
          );
          assertSame([cost], [result.cost], 1e-5, "transport cost");
          return seconds;
        };
        yield await pairs({
          name,
          unit: "s",
          peerName,
          ours: () => seconds(work),
          peer: theirs,
          count: pairsOf[method],
          warmUp: 0,
        });
      }
    }
  } finally {
    peer.stop();
  }
};
export default bench;

const rowsOf = ({
  values,
  count,
  width,
}: {
  values: Float64Array;
  count: number;
  width: number;
}) =>
  Array.from({ length: count }, (_, i) =>
    Array.from(values.subarray(i * width, (i + 1) * width)),
  );
