import { z } from "zod";
import { checked } from "../files/checked";
import type { EvaluationRow, RunKind, RunSpec } from "../runs/run-kind";
import {
  completeAdapt,
  relatedHashes,
  testsOf,
  type AdaptSpec,
} from "./adapt-run";
import { lastWeights } from "./last-weights";
import { networks } from "./lazy-libraries";
import { momentOf } from "./noted-fine-tuning";
import {
  completeRelated,
  relatedFields,
  type RelatedTask,
} from "./related-sets";
import { testedRow } from "./tested-row";
import { completeTrain, makeNetwork, type TrainSpec } from "./train-run";

const schema = z.strictObject({
  kind: z.literal("adapted-average"),
  seed: z.int(),
  /** The train run whose network was adapted. */
  of: z.looseObject({ kind: z.literal("train") }),
  ...relatedFields,
  /** The adapt runs whose weights are averaged with those that they start from. */
  parts: z.array(z.looseObject({ kind: z.literal("adapt") })).default([]),
  /** Of the start's weights in the average; the parts share the rest. */
  start: z.number().min(0).max(1),
});

/** An adapted-average run's specification, complete. */
export interface AdaptedAverageSpec {
  kind: "adapted-average";
  seed: number;
  of: TrainSpec;
  related: RelatedTask["related"];
  images: RelatedTask["images"];
  parts: AdaptSpec[];
  start: number;
}

/**
 * A run that averages the weights of a network and of what it was adapted to, and tests that on all related sets: of one adaptation WiSE-FT, of several a
 * soup. Without any it tests the network as it was before, at each moment of its training, so that networks from scratch give an accuracy line.
 */
export const adaptedAverageRun: RunKind = {
  name: "adapted-average",
  usesTensorFlow: true,
  complete: (given) => completeAdaptedAverage(given) as unknown as RunSpec,
  inputs: (spec) => relatedHashes(spec as unknown as AdaptedAverageSpec),
  needs(spec) {
    const { of, parts } = spec as unknown as AdaptedAverageSpec;
    return [of, ...parts] as unknown as RunSpec[];
  },
  async execute(given, { signal, onProgress, artefacts }) {
    const spec = given as unknown as AdaptedAverageSpec;
    const { averageWeights, decodeWeights, setWeights } = networks();
    const { of, parts, start } = spec;
    const started = performance.now();
    const tests = Object.entries(testsOf(spec));
    const rows: EvaluationRow[] = [];
    const network = makeNetwork(of);
    const test = async (epoch: number) => {
      for (const [split, set] of tests) {
        signal.throwIfAborted();
        rows.push(testedRow(network, set, { epoch, split, started }));
        await new Promise(setImmediate);
      }
    };
    try {
      if (parts.length === 0) {
        const moments = Object.entries(artefacts(of as unknown as RunSpec));
        for (const [i, [name, bytes]] of moments.entries()) {
          setWeights(network, decodeWeights(Buffer.from(bytes), name).weights);
          await test(momentOf(name));
          onProgress((i + 1) / moments.length);
        }
        return { rows };
      }
      const weights = [of, ...parts].map(
        (each) => lastWeights(each, artefacts).weights,
      );
      const shares = parts.map(() => (1 - start) / parts.length);
      setWeights(network, averageWeights(weights, [start, ...shares]));
      await test(0);
      return { rows };
    } finally {
      network.dispose();
    }
  },
};

/** Completes and checks the specification of an adapted-average run. @throws Error naming the field that is wrong, its value and what it may be. */
function completeAdaptedAverage(given: RunSpec): AdaptedAverageSpec {
  const what = "An adapted-average run";
  const { of, parts, ...spec } = checked(schema, given, what);
  const { seed } = spec;
  const train = completeTrain({ ...of, seed } as RunSpec);
  if (parts.length === 0 && spec.start !== 1)
    throw new Error(
      `${what}, field start: found ${spec.start} without parts; what was before has all the share, 1.`,
    );
  const complete = parts.map((part) =>
    completeAdapt({ ...part, seed } as RunSpec),
  );
  const without = complete.find(({ keepWeights }) => !keepWeights);
  if (without)
    throw new Error(
      `${what}, field parts: the "${without.method}" run keeps no weights to be averaged; give it keepWeights.`,
    );
  return {
    ...spec,
    of: train,
    related: completeRelated(spec.related, seed),
    parts: complete,
  };
}
