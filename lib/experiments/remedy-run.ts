import { z } from "zod";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import type {
  Artefacts,
  EvaluationRow,
  RunKind,
  RunSpec,
} from "../runs/run-kind";
import { shiftFrom, type ShiftSpec } from "../shifts";
import { byField } from "./balance";
import { networks } from "./lazy-libraries";
import { momentOf } from "./noted-fine-tuning";
import { referenceTest, seededShift, shiftField, trainingSets } from "./task";
import { testedRow } from "./tested-row";
import { completeTrain, makeNetwork, type TrainSpec } from "./train-run";

const schema = z.strictObject({
  kind: z.literal("remedy"),
  seed: z.int(),
  /** The train run whose networks are remedied, at each moment that it kept. */
  of: z.looseObject({ kind: z.literal("train") }),
  /** Deep feature reweighting: the last layer refitted. */
  remedy: z.literal("reweight").default("reweight"),
  /** A shift whose shifted form the held-out images take, so that they are free of a bias; null leaves them as in the reference set. */
  heldOut: shiftField.nullable().default(null),
  /** How many of the training's held-out images are used; all without it. */
  count: z.int().positive().optional(),
  by: byField.default(["label"]),
  resamples: z.int().positive().default(10),
});

/** A remedy run's specification, complete. */
export type RemedySpec = Omit<z.output<typeof schema>, "of" | "heldOut"> & {
  of: TrainSpec;
  heldOut: ShiftSpec | null;
};

/**
 * A run that remedies the networks of a train run without training anew, one a moment: their last layer is refitted on the images that the training held
 * out. Evaluates each on reference test images, and hands on its weights, as a train run does; the chosen penalty is among its values.
 */
export const remedyRun: RunKind = {
  name: "remedy",
  usesTensorFlow: true,
  complete: (given) => completeRemedy(given) as unknown as RunSpec,
  inputs: (spec) => ({
    data: datasetHash((spec as unknown as RemedySpec).of.data),
  }),
  needs: (spec) => [(spec as unknown as RemedySpec).of as unknown as RunSpec],
  yieldsArtefacts: () => true,
  async execute(given, { signal, onProgress, artefacts }) {
    const spec = given as unknown as RemedySpec;
    const { decodeWeights, encodeWeights, getWeights, setWeights, reweight } =
      networks();
    const started = performance.now();
    const { by, resamples, seed, of } = spec;
    const heldOut = heldOutOf(spec);
    const test = referenceTest(of);
    const network = makeNetwork(of);
    const moments = Object.entries(artefacts(of as unknown as RunSpec));
    const rows: EvaluationRow[] = [];
    const remedied: Artefacts = {};
    let l2 = NaN;
    try {
      for (const [i, [name, bytes]] of moments.entries()) {
        signal.throwIfAborted();
        setWeights(network, decodeWeights(Buffer.from(bytes), name).weights);
        ({ strength: l2 } = reweight(network, heldOut, {
          by,
          resamples,
          seed,
        }));
        const row = { epoch: momentOf(name), split: "reference", started };
        rows.push(testedRow(network, test, row));
        remedied[name] = encodeWeights({
          weights: getWeights(network),
          about: {},
        });
        onProgress((i + 1) / moments.length);
        await new Promise(setImmediate);
      }
    } finally {
      network.dispose();
    }
    return { rows, values: { l2 }, artefacts: remedied };
  },
};

function heldOutOf({ of, heldOut, count }: RemedySpec) {
  const task = count === undefined ? of : { ...of, validation: count };
  // Of a task left as it is, so that a shift is made from untouched images.
  const shift = heldOut && shiftFrom(heldOut);
  const { validation } = trainingSets(
    shift ? { ...task, reference: null } : task,
  );
  return shift ? shift.shifted(validation) : validation;
}

/** Completes and checks the specification of a remedy run. @throws Error naming the field that is wrong, its value and what it may be. */
export function completeRemedy(given: RunSpec): RemedySpec {
  const { of, heldOut, ...spec } = checked(schema, given, "A remedy run");
  const train = completeTrain({ ...of, seed: spec.seed } as RunSpec);
  const { validation } = train;
  if (spec.count !== undefined && spec.count > validation) {
    throw new RangeError(
      `A remedy run, field count: found ${spec.count}, but the training holds out ${validation} images only; the others were trained on.`,
    );
  }
  return {
    ...spec,
    of: train,
    heldOut: heldOut && seededShift(heldOut as ShiftSpec, spec.seed),
  };
}
