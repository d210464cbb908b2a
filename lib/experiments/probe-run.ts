import { z } from "zod";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import { resizeImages, type LabelledImages } from "../images";
import type { EvaluationRow, RunKind, RunSpec } from "../runs/run-kind";
import { networks } from "./lazy-libraries";
import { momentOf } from "./noted-fine-tuning";
import { referenceTest, shapeOf, trainingSets } from "./task";
import { completeTrain, makeNetwork, type TrainSpec } from "./train-run";

const count = z.int().positive();

const schema = z.strictObject({
  kind: z.literal("probe"),
  seed: z.int(),
  /** The train run whose networks' features are probed, at each moment that it kept. */
  of: z.looseObject({ kind: z.literal("train") }),
  /** The weights that it came to, or those that it would draw where nothing was trained at all. */
  weights: z.enum(["trained", "drawn"]).default("trained"),
  /** Another task: a registered set of images with classes, and how many of them the probe learns and is tested on. */
  data: z.string(),
  train: count,
  test: count,
  /** Penalties that the probe chooses from. */
  l2s: z.array(z.number().nonnegative()).min(1).default([1e-3, 1e-2, 1e-1]),
});

type ProbeSpec = z.output<typeof schema> & { of: TrainSpec };

/**
 * A run that asks how much a network's features know of another task: a linear probe is fitted on its frozen features of that task's images, resized to
 * the network's, and tested. One row for each moment that the train run kept, with the task's name as split; of drawn weights one row at epoch 0, which
 * needs no run.
 */
export const probeRun: RunKind = {
  name: "probe",
  usesTensorFlow: true,
  complete(given) {
    const spec = checked(schema, given, "A probe run");
    shapeOf(spec.data);
    const of = completeTrain({ ...spec.of, seed: spec.seed } as RunSpec);
    return { ...spec, of } as unknown as RunSpec;
  },
  inputs: (spec) => ({
    data: datasetHash((spec as unknown as ProbeSpec).data),
  }),
  needs(spec) {
    const { of, weights } = spec as unknown as ProbeSpec;
    return weights === "trained" ? [of as unknown as RunSpec] : [];
  },
  async execute(given, { signal, onProgress, artefacts }) {
    const spec = given as unknown as ProbeSpec;
    const { of, weights, data } = spec;
    const { decodeWeights, setWeights } = networks();
    const started = performance.now();
    const sets = setsFor(spec);
    const moments: [epoch: number, bytes?: Uint8Array][] =
      weights === "drawn"
        ? [[0]]
        : Object.entries(artefacts(of as unknown as RunSpec)).map(
            ([name, bytes]) => [momentOf(name), bytes],
          );
    const network = makeNetwork(of);
    const rows: EvaluationRow[] = [];
    try {
      for (const [i, [epoch, bytes]] of moments.entries()) {
        signal.throwIfAborted();
        if (bytes) {
          const name = `epoch ${epoch}`;
          setWeights(network, decodeWeights(Buffer.from(bytes), name).weights);
        }
        const correct = probed(network, sets, spec);
        const seconds = (performance.now() - started) / 1000;
        const total = sets.test.labels.length;
        rows.push({ epoch, split: data, correct, total, seconds });
        onProgress((i + 1) / moments.length);
        await new Promise(setImmediate);
      }
    } finally {
      network.dispose();
    }
    return { rows };
  },
};

/** The other task's images, of the network's size. */
function setsFor({ of, data, train, test, seed }: ProbeSpec) {
  const task = { data, train, validation: 0, test, reference: null, seed };
  const [height, width] = shapeOf(of.data).imageShape;
  const fitting = (set: LabelledImages) => resizeImages(set, [height, width]);
  return {
    train: fitting(trainingSets(task).train),
    test: fitting(referenceTest(task)),
  };
}

/** Number of test images that a linear probe on the network's features gets right. */
function probed(
  network: ReturnType<typeof makeNetwork>,
  { train, test }: ReturnType<typeof setsFor>,
  { data, l2s, seed }: ProbeSpec,
): number {
  const { applyHead, extractFeatures, fitLinearProbe } = networks();
  const { classes } = shapeOf(data);
  const probe = fitLinearProbe(extractFeatures(network, train), train.labels, {
    classes,
    l2s,
    seed,
  });
  const logits = applyHead(probe, extractFeatures(network, test));
  return test.labels.filter((label, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    return row.indexOf(Math.max(...row)) === label;
  }).length;
}
