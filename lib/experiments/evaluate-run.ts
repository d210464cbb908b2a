import { z } from "zod";
import { loadDataset } from "../data";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import { groupImages, toRgb, type LabelledImages } from "../images";
import type { EvaluationRow, RunKind, RunSpec } from "../runs/run-kind";
import { shiftFrom, type ShiftSpec } from "../shifts";
import { byField } from "./balance";
import { networks } from "./lazy-libraries";
import { completeNetworkRun, networkRunField, trainingOf } from "./network-run";
import type { RemedySpec } from "./remedy-run";
import { momentOf } from "./noted-fine-tuning";
import { seededShift, shiftedTest, shiftField } from "./task";
import { makeNetwork, type TrainSpec } from "./train-run";

const schema = z.strictObject({
  kind: z.literal("evaluate"),
  seed: z.int(),
  /** The run whose networks are evaluated, at each moment that it kept: one that trains or remedies them. */
  of: networkRunField,
  /** What on: its test images under a shift, or a registered set with the same classes, as it is or under a shift. */
  on: z.union([
    z.strictObject({ shift: shiftField }),
    z.strictObject({ set: z.string() }),
    z.strictObject({ set: z.string(), shift: shiftField }),
  ]),
  /** Of a shift of the test images: attributes, such as what the shift drew, by whose values images are counted apart. */
  by: byField.optional(),
});

/** An evaluate run's specification, complete. */
export interface EvaluateSpec {
  seed: number;
  of: TrainSpec | RemedySpec;
  on: { shift: ShiftSpec } | { set: string; shift?: ShiftSpec };
  by?: string[];
}

/**
 * A run that evaluates the networks of a train or remedy run, one a moment, on a shifted set. A set under a shift gives one row a moment, named by the shift, or one a moment and group, named "SHIFT: GROUP"; a
 * registered set, under a shift or not, one row a moment and class, named "SET: CLASS", so that accuracy can be averaged over classes. Gives the predicted classes of the
 * last moment.
 */
export const evaluateRun: RunKind = {
  name: "evaluate",
  usesTensorFlow: true,
  complete(given) {
    const { of, on, ...spec } = checked(schema, given, "An evaluate run");
    return {
      ...spec,
      of: completeNetworkRun(of, spec.seed),
      on: {
        ...on,
        ...("shift" in on && {
          shift: seededShift(on.shift as ShiftSpec, spec.seed),
        }),
      },
    } as unknown as RunSpec;
  },
  inputs(spec) {
    const { of, on } = spec as unknown as EvaluateSpec;
    return { data: datasetHash("set" in on ? on.set : trainingOf(of).data) };
  },
  needs: (spec) => [(spec as unknown as EvaluateSpec).of as unknown as RunSpec],
  async execute(given, { signal, onProgress, artefacts }) {
    const { of, on, by } = given as unknown as EvaluateSpec;
    const { decodeWeights, evaluate, setWeights } = networks();
    const started = performance.now();
    const train = trainingOf(of);
    const set = testedOn(train, on);
    const parts = partsOf(set, on, by);
    const moments = Object.entries(artefacts(of as unknown as RunSpec));
    const network = makeNetwork(train);
    const rows: EvaluationRow[] = [];
    let predictions = new Int32Array();
    try {
      for (const [i, [name, bytes]] of moments.entries()) {
        signal.throwIfAborted();
        setWeights(network, decodeWeights(Buffer.from(bytes), name).weights);
        ({ predictions } = evaluate(network, set));
        const seconds = (performance.now() - started) / 1000;
        const epoch = momentOf(name);
        for (const count of countsOf(set.labels, predictions, parts))
          rows.push({ epoch, ...count, seconds });
        onProgress((i + 1) / moments.length);
        await new Promise(setImmediate);
      }
    } finally {
      network.dispose();
    }
    return { rows, perExample: { predictions: [...predictions] } };
  },
};

/** The images that networks are evaluated on, with what a shift drew for each. */
export function testedOn(
  train: TrainSpec,
  on: EvaluateSpec["on"],
): LabelledImages {
  if (!("set" in on)) return shiftedTest(train, on.shift);
  const { classNames, ...set } = toRgb(loadDataset(on.set));
  const shifted = on.shift ? shiftFrom(on.shift).shifted(set) : set;
  return { ...shifted, ...(classNames && { classNames }) };
}

/** What is counted apart, by name, and which of it each image belongs to. */
interface Parts {
  names: string[];
  of: ArrayLike<number>;
}

/** Each class of a registered set, the groups asked for of a shifted one, or all of it. */
function partsOf(
  set: LabelledImages,
  on: EvaluateSpec["on"],
  by: string[] | undefined,
): Parts {
  const { labels, classNames = [] } = set;
  if ("set" in on)
    return {
      names: classNames.map((name) => `${on.set}: ${name}`),
      of: labels,
    };
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
