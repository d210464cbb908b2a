import { z } from "zod";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import { groupImages, type LabelledImages } from "../images";
import type { EvaluationRow, RunKind, RunSpec } from "../runs/run-kind";
import { byField } from "./balance";
import { networks } from "./lazy-libraries";
import {
  completeNetworkRun,
  networkRunField,
  trainingOf,
  type NetworkSpec,
} from "./network-run";
import { momentOf } from "./noted-fine-tuning";
import {
  completeMet,
  metField,
  metHashes,
  metSet,
  type Met,
} from "./photograph-sets";
import { makeNetwork } from "./train-run";

const schema = z.strictObject({
  kind: z.literal("evaluate"),
  seed: z.int(),
  /** The run whose networks are evaluated, at each moment that it kept: one that trains, remedies or averages them. */
  of: networkRunField,
  /** What on: its test images under a shift, a registered set with the same classes (as it is or under a shift), or a mixture of test images and something new. */
  on: metField,
  /** Of a shift of the test images: attributes, such as what the shift drew, by whose values images are counted apart. */
  by: byField.optional(),
  /** Whether to give the predicted classes of each moment; without it, of the last one alone. */
  examples: z.literal("each moment").optional(),
});

/** An evaluate run's specification, complete. */
export interface EvaluateSpec {
  seed: number;
  of: NetworkSpec;
  on: Met;
  by?: string[];
  examples?: "each moment";
}

/**
 * A run that evaluates the networks of a train, remedy or average run, one a moment, on a shifted set. A set under a shift gives one row a moment, named by the
 * shift, or one a moment and group, named "SHIFT: GROUP"; a registered set, under a shift or not, one row a moment and class, named "SET: CLASS", so that
 * accuracy can be averaged over classes; a mixture one of what is "old" and one of what is "new". Gives the predicted classes, of the last moment as
 * `predictions`, or of each as `predictions EPOCH`.
 */
export const evaluateRun: RunKind = {
  name: "evaluate",
  usesTensorFlow: true,
  complete(given) {
    const { of, on, ...spec } = checked(schema, given, "An evaluate run");
    return {
      ...spec,
      of: completeNetworkRun(of, spec.seed),
      on: completeMet(on, spec.seed),
    } as unknown as RunSpec;
  },
  inputs(spec) {
    const { of, on } = spec as unknown as EvaluateSpec;
    if ("set" in on) return { data: datasetHash(on.set) };
    return { data: datasetHash(trainingOf(of).data), ...metHashes(on) };
  },
  needs: (spec) => [(spec as unknown as EvaluateSpec).of as unknown as RunSpec],
  async execute(given, { signal, onProgress, artefacts }) {
    const { of, on, by, examples } = given as unknown as EvaluateSpec;
    const { decodeWeights, evaluate, setWeights } = networks();
    const started = performance.now();
    const train = trainingOf(of);
    const { set, isNew } = metSet(train, on);
    const parts = partsOf(set, on, { by, isNew });
    const moments = Object.entries(artefacts(of as unknown as RunSpec));
    const network = makeNetwork(train);
    const rows: EvaluationRow[] = [];
    const perExample: { [name: string]: number[] } = {};
    try {
      for (const [i, [name, bytes]] of moments.entries()) {
        signal.throwIfAborted();
        setWeights(network, decodeWeights(Buffer.from(bytes), name).weights);
        const { predictions } = evaluate(network, set);
        const seconds = (performance.now() - started) / 1000;
        const epoch = momentOf(name);
        for (const count of countsOf(set.labels, predictions, parts))
          rows.push({ epoch, ...count, seconds });
        const kept = examples ? `predictions ${epoch}` : "predictions";
        perExample[kept] = [...predictions];
        onProgress((i + 1) / moments.length);
        await new Promise(setImmediate);
      }
    } finally {
      network.dispose();
    }
    return { rows, perExample };
  },
};

/** What is counted apart, by name, and which of it each image belongs to. */
interface Parts {
  names: string[];
  of: ArrayLike<number>;
}

/** Each class of a registered set, the old and the new of a mixture, the groups asked for of a shifted set, or all of it. */
function partsOf(
  set: LabelledImages,
  on: Met,
  { by, isNew }: { by?: string[] | undefined; isNew?: Uint8Array | undefined },
): Parts {
  const { labels, classNames = [] } = set;
  if ("set" in on)
    return {
      names: classNames.map((name) => `${on.set}: ${name}`),
      of: labels,
    };
  if ("mixture" in on) return { names: ["old", "new"], of: isNew! };
  const { name } = on.shift;
  if (!by) return { names: [name], of: new Uint8Array(labels.length) };
  const { names, of } = groupImages(set, by, "The shifted test images");
  return { names: names.map((group) => `${name}: ${group}`), of };
}

function countsOf(
  labels: Uint8Array,
  predictions: ArrayLike<number>,
  { names, of }: Parts,
): Pick<EvaluationRow, "split" | "correct" | "total">[] {
  const counts = names.map((split) => ({ split, correct: 0, total: 0 }));
  labels.forEach((label, i) => {
    counts[of[i]].total += 1;
    if (predictions[i] === label) counts[of[i]].correct += 1;
  });
  return counts.filter(({ total }) => total > 0);
}
