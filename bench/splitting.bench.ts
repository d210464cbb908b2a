// The steps of splitting a shift by support, at the size of notebook 06's full profile, against what a user of Python would write.
import {
  areaUnderRoc,
  calibrateScale,
  linearDomainClassifier,
  neighbourDomainClassifier,
  splitRobustness,
  type ModelAnswers,
} from "../lib/support";
import { nearestNeighbours } from "../lib/support";
import type { Features } from "../lib/training";
import {
  assertSame,
  pairs,
  seconds,
  type Bench,
  type PairedWork,
} from "./measure";
import { startPeer } from "./peer";

const EXAMPLES = 15_000;
const WIDTH = 256;
const FOLD = 1500;
const K = 50;
const MODELS = { baselines: 60, group: 8 };
const PART = 3000;
const RESAMPLES = 500;
const L2 = 1e-3;

/** Numbers in [0, 1) that follow from their position, as the peer makes them too. */
const noise = (i: number, j = 0) =>
  ((i * 7919 + j * j * 31 + i * j * 17) % 1009) / 1009;

const bench: Bench = async function* () {
  const isShifted = Uint8Array.from({ length: EXAMPLES }, (_, i) =>
    i % 3 === 0 ? 1 : 0,
  );
  const scores = Array.from(isShifted, (s, i) => 4 * noise(i, 3) - 2.5 + s);
  const values = new Float32Array(EXAMPLES * WIDTH);
  for (let i = 0; i < EXAMPLES; i++)
    for (let j = 0; j < WIDTH; j++)
      values[i * WIDTH + j] =
        noise(i, j) - 0.5 + (j < 20 ? 0.15 * isShifted[i] : 0);
  const features: Features = { values, count: EXAMPLES, width: WIDTH };
  const rows = (from: number, to: number): Features => ({
    values: values.subarray(from * WIDTH, to * WIDTH),
    count: to - from,
    width: WIDTH,
  });
  const fold = Int32Array.from({ length: FOLD }, (_, i) => i);
  const others = Int32Array.from(
    { length: EXAMPLES - FOLD },
    (_, i) => FOLD + i,
  );

  const peer = startPeer("splitting.py", {
    requirements: "requirements-splitting.txt",
  });
  const measured = (
    call: string,
    work: () => unknown,
    about: Omit<PairedWork, "unit" | "ours" | "peer">,
  ) =>
    pairs({
      ...about,
      unit: "s",
      ours: () => seconds(work),
      peer: async () => (await peer.call(call)).seconds,
    });
  const short = { count: 15, warmUp: 5 };
  try {
    await peer.call("prepare", {
      examples: EXAMPLES,
      width: WIDTH,
      fold: FOLD,
      k: K,
      l2: L2,
      baselines: MODELS.baselines,
      models: MODELS.baselines + MODELS.group,
      part: PART,
      resamples: RESAMPLES,
    });
    const result = async (call: string) =>
      (await peer.call<number[]>(call)).result;

    const auc = () => areaUnderRoc(scores, isShifted);
    assertSame([auc()], await result("auc"), 1e-12, "AUC");
    yield await measured("auc", auc, {
      name: "area under the ROC curve, 15,000 scores",
      peerName: "scikit-learn, roc_auc_score",
      ...short,
    });

    const scale = () => calibrateScale(scores, isShifted);
    assertSame(
      [scale()],
      await result("scale"),
      1e-6,
      "the calibrating scalar",
    );
    yield await measured("scale", scale, {
      name: "calibration with one scalar, 15,000 scores",
      peerName: "SciPy, minimize_scalar",
      ...short,
    });

    const near = () =>
      nearestNeighbours(rows(0, FOLD), rows(FOLD, EXAMPLES), K);
    const similarities = Array.from(near().similarities.subarray(0, K));
    assertSame(similarities, await result("neighbours"), 1e-4, "neighbours");
    const neighbours = () =>
      neighbourDomainClassifier(features, isShifted, { k: K }).score(
        others,
        fold,
      );
    yield await measured("neighbours", neighbours, {
      name: "50 nearest of 13,500 for 1,500 examples, 256 features",
      peerName: "scikit-learn, NearestNeighbors (brute)",
      count: 5,
    });

    const linear = () =>
      linearDomainClassifier(features, isShifted, { l2: L2 }).score(
        others,
        fold,
      ) as Float64Array;
    const flags = isShifted.subarray(0, FOLD);
    const theirs = await result("linear");
    assertSame(
      [areaUnderRoc(linear(), flags)],
      [areaUnderRoc(theirs, flags)],
      1e-3,
      "AUC of logistic regression",
    );
    yield await measured("linear", linear, {
      name: "logistic regression of one fold, 13,500 × 256",
      peerName: "scikit-learn, LogisticRegression (L-BFGS)",
      count: 5,
    });

    const models = Array.from(
      { length: MODELS.baselines + MODELS.group },
      (_, m): ModelAnswers => ({
        name: `model ${m}`,
        reference: 0.8 + (0.15 * (m % MODELS.baselines)) / MODELS.baselines,
        correct: Uint8Array.from({ length: PART }, (_, i) =>
          noise(i, 5) * 0.8 + noise(i, m) * 0.2 <
          0.5 + (0.3 * (m % MODELS.baselines)) / MODELS.baselines
            ? 1
            : 0,
        ),
      }),
    );
    // Two repetitions: every other model.
    const ofRepetition = (from: number, to: number, r: number) =>
      models.slice(from, to).filter((_, m) => m % 2 === r);
    const repetitions = [0, 1].map((r) => ({
      baseline: ofRepetition(0, MODELS.baselines, r),
      group: ofRepetition(MODELS.baselines, models.length, r),
    }));
    const robustness = () =>
      splitRobustness(repetitions, { resamples: RESAMPLES });
    const { mean, examplesError } = robustness();
    const [theirMean, theirError] = await result("robustness");
    assertSame([mean], [theirMean], 1e-9, "effective robustness");
    assertSame([examplesError], [theirError], 0.15, "its bootstrap error");
    yield await measured("robustness", robustness, {
      name: "ER on a part: 68 models, 3,000 images, 500 resamples",
      peerName: "NumPy, vectorised",
      count: 5,
    });
  } finally {
    peer.stop();
  }
};
export default bench;
