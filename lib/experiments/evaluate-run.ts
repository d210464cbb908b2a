import { z } from "zod";
import { loadDataset } from "../data";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import { toRgb, type LabelledImages } from "../images";
import type { EvaluationRow, RunKind, RunSpec } from "../runs/run-kind";
import type { ShiftSpec } from "../shifts";
import { networks } from "./lazy-libraries";
import { momentOf } from "./noted-fine-tuning";
import { seededShift, shiftedTest, shiftField } from "./task";
import { completeTrain, makeNetwork, type TrainSpec } from "./train-run";

const schema = z.strictObject({
  kind: z.literal("evaluate"),
  seed: z.int(),
  /** The train run whose networks are evaluated, at each moment that it kept. */
  of: z.looseObject({ kind: z.literal("train") }),
  /** What on: its test images under a shift, or a registered set with the same classes. */
  on: z.union([
    z.strictObject({ shift: shiftField }),
    z.strictObject({ set: z.string() }),
  ]),
});

interface EvaluateSpec {
  seed: number;
  of: TrainSpec;
  on: { shift: ShiftSpec } | { set: string };
}

/**
 * A run that evaluates the networks of a train run, one a moment, on a shifted set. A set under a shift gives one row a moment, named by the shift; a
 * registered set one row a moment and class, named "SET: CLASS", so that accuracy can be averaged over classes. Gives the predicted classes of the
 * last moment.
 */
export const evaluateRun: RunKind = {
  name: "evaluate",
  usesTensorFlow: true,
  complete(given) {
    const { of, on, ...spec } = checked(schema, given, "An evaluate run");
    const train = completeTrain({ ...of, seed: spec.seed } as RunSpec);
    return {
      ...spec,
      of: train,
      on:
        "shift" in on
          ? { shift: seededShift(on.shift as ShiftSpec, spec.seed) }
          : on,
    } as unknown as RunSpec;
  },
  inputs(spec) {
    const { of, on } = spec as unknown as EvaluateSpec;
    return { data: datasetHash("set" in on ? on.set : of.data) };
  },
  needs: (spec) => [(spec as unknown as EvaluateSpec).of as unknown as RunSpec],
  async execute(given, { signal, onProgress, artefacts }) {
    const { of, on } = given as unknown as EvaluateSpec;
    const { decodeWeights, evaluate, setWeights } = networks();
    const started = performance.now();
    const set = "set" in on ? wholeSet(on.set) : shiftedTest(of, on.shift);
    const moments = Object.entries(artefacts(of as unknown as RunSpec));
    const network = makeNetwork(of);
    const rows: EvaluationRow[] = [];
    let predictions = new Int32Array();
    try {
      for (const [i, [name, bytes]] of moments.entries()) {
        signal.throwIfAborted();
        setWeights(network, decodeWeights(Buffer.from(bytes), name).weights);
        ({ predictions } = evaluate(network, set));
        const seconds = (performance.now() - started) / 1000;
        const epoch = momentOf(name);
        for (const count of countsOf(set, predictions, on))
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

function wholeSet(name: string): LabelledImages {
  return toRgb(loadDataset(name));
}

/** What is counted apart: each class of a registered set, or all of a shifted one. */
function countsOf(
  { labels, classNames = [] }: LabelledImages,
  predictions: ArrayLike<number>,
  on: EvaluateSpec["on"],
): Pick<EvaluationRow, "split" | "correct" | "total">[] {
  const counted = (split: string, counts: (label: number) => boolean) => {
    const count = { split, correct: 0, total: 0 };
    labels.forEach((label, i) => {
      if (!counts(label)) return;
      count.total += 1;
      if (predictions[i] === label) count.correct += 1;
    });
    return count;
  };
  if ("shift" in on) return [counted(on.shift.name, () => true)];
  return classNames
    .map((name, c) => counted(`${on.set}: ${name}`, (label) => label === c))
    .filter(({ total }) => total > 0);
}
