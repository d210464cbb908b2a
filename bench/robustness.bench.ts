// Mean effective robustness with a two-level bootstrap of 10,000 resamples over the paper's 78 + 55 models.
import { loadImagenetAccuracies } from "../lib/data/imagenet-accuracies";
import {
  accuracyPairs,
  bootstrapGroups,
  groupRobustness,
} from "../lib/robustness";
import { assertSame, pairs, seconds, type Bench } from "./measure";
import { startPeer } from "./peer";

const RESAMPLES = 10_000;
const SEED = 1;

interface Row {
  in_paper: boolean;
  training: string;
}

const bench: Bench = async function* () {
  const paper = loadImagenetAccuracies().filter((row: Row) => row.in_paper);
  const columns = { reference: "imagenet", shifted: "imagenet_v2" };
  const baseline = accuracyPairs(
    paper.filter((row: Row) => row.training === "scratch"),
    columns,
  );
  const group = accuracyPairs(
    paper.filter((row: Row) => row.training === "pretrained"),
    columns,
  );
  const ours = () =>
    groupRobustness(baseline, group, {
      method: "bootstrap",
      resamples: RESAMPLES,
      seed: SEED,
    });
  const data = {
    reference: baseline.reference,
    shifted: baseline.shifted,
    group_reference: group.reference,
    group_shifted: group.shifted,
    resamples: RESAMPLES,
  };

  const peer = startPeer("robustness.py");
  try {
    // Same resamples, same result: to rounding. Own resamples: to the bootstrap's own noise.
    const { mean, lower, upper, standardError } = ours();
    const estimate = [mean, lower, upper];
    const drawn = recordedDraws([
      baseline.reference.length,
      group.reference.length,
    ]);
    const same = await peer.call<number[]>("numpy_vectorised", {
      ...data,
      drawn,
    });
    assertSame(estimate, same.result, 1e-9, "ER with the same resamples");
    const loop = await peer.call<number[]>("scipy_loop", data);
    assertSame([mean], [loop.result[0]], 1e-9, "ER against SciPy");
    for (const end of [1, 2])
      if (Math.abs(estimate[end] - loop.result[end]) > standardError / 10)
        throw new Error(
          `The interval's end ${estimate[end]} is off SciPy's ${loop.result[end]}.`,
        );

    const inSeconds = () => seconds(ours);
    yield await pairs({
      name: "effective robustness, 10,000 resamples",
      unit: "s",
      peerName: "SciPy (linregress, norm) in a loop",
      ours: inSeconds,
      peer: async () => (await peer.call("scipy_loop", data)).seconds,
      count: 3,
      warmUp: 0,
    });
    yield await pairs({
      name: "effective robustness, 10,000 resamples",
      unit: "s",
      peerName: "NumPy, vectorised",
      ours: inSeconds,
      peer: async () => (await peer.call("numpy_vectorised", data)).seconds,
      count: 15,
      warmUp: 5,
    });
  } finally {
    peer.stop();
  }
};
export default bench;

/** The indices that our bootstrap draws under the seed, one row a resample, for each group. */
function recordedDraws(counts: number[]): number[][][] {
  const drawn: number[][][] = counts.map(() => []);
  bootstrapGroups(
    counts,
    (groups) => {
      groups.forEach((indices, k) => drawn[k].push(Array.from(indices)));
      return 0;
    },
    { resamples: RESAMPLES, seed: SEED },
  );
  return drawn.map((rows) => rows.slice(1)); // the first call is the sample itself
}
