import { z } from "zod";
import { datasetHash } from "../data/dataset-hash";
import { canonicalJson, type Json } from "../files/canonical-json";
import { checked } from "../files/checked";
import type { RunKind, RunSpec } from "../runs/run-kind";
import { lastWeights } from "./last-weights";
import { networks } from "./lazy-libraries";
import { momentOf } from "./noted-fine-tuning";
import { referenceTest, trainingSets } from "./task";
import { testedRow } from "./tested-row";
import { completeTrain, makeNetwork, type TrainSpec } from "./train-run";

const trained = z.looseObject({ kind: z.literal("train") });

const schema = z.strictObject({
  kind: z.literal("average"),
  seed: z.int(),
  /** The train runs whose last weights are averaged: of the same network on the same task. */
  start: trained,
  end: trained,
  /** Of the end's weights; the rest is the start's. */
  share: z.number().min(0).max(1),
});

/** An average run's specification, complete. */
export interface AverageSpec {
  kind: "average";
  seed: number;
  start: TrainSpec;
  end: TrainSpec;
  share: number;
}

/**
 * A run that averages the last weights of two train runs, such as a linear probe and the fine-tuning that began with it (WiSE-FT), without training anew; the
 * normalisation's running averages are measured on the end's training images.
 * Evaluates the network on reference test images, and hands on its weights, as those of the end's last moment.
 */
export const averageRun: RunKind = {
  name: "average",
  version: 2,
  usesTensorFlow: true,
  complete: (given) => completeAverage(given) as unknown as RunSpec,
  inputs: (spec) => ({
    data: datasetHash((spec as unknown as AverageSpec).end.data),
  }),
  needs(spec) {
    const { start, end } = spec as unknown as AverageSpec;
    return [start, end] as unknown as RunSpec[];
  },
  yieldsArtefacts: () => true,
  execute(given, { artefacts }) {
    const { start, end, share } = given as unknown as AverageSpec;
    const { averageWeights, encodeWeights, getWeights, setWeights } =
      networks();
    const started = performance.now();
    const { name, weights: fineTuned } = lastWeights(end, artefacts);
    const averaged = averageWeights(
      [lastWeights(start, artefacts).weights, fineTuned],
      [1 - share, share],
    );
    const network = makeNetwork(end);
    try {
      setWeights(network, averaged);
      if (share > 0 && share < 1)
        networks().measureNormalisation(network, trainingSets(end).train);
      const weights = getWeights(network);
      const row = { epoch: momentOf(name), split: "reference", started };
      return Promise.resolve({
        rows: [testedRow(network, referenceTest(end), row)],
        artefacts: { [name]: encodeWeights({ weights, about: {} }) },
      });
    } finally {
      network.dispose();
    }
  },
};

/** What two runs must have in common for their average to be a network of one task. */
const COMMON = ["model", "data", "reference", "test"] as const;

/** Completes and checks the specification of an average run. @throws Error naming the field that is wrong, its value and what it may be. */
export function completeAverage(given: RunSpec): AverageSpec {
  const { start, end, ...spec } = checked(schema, given, "An average run");
  const complete = (of: z.output<typeof trained>) =>
    completeTrain({ ...of, seed: spec.seed } as RunSpec);
  const [from, to] = [complete(start), complete(end)];
  for (const field of COMMON) {
    const [at, then] = [from, to].map((of) => canonicalJson(of[field] as Json));
    if (at === then) continue;
    throw new Error(
      `An average run, field start.${field}: found ${at}, but end.${field} is ${then}; average networks of one task.`,
    );
  }
  const without = [from, to].find(({ keepWeights }) => !keepWeights);
  if (without) {
    throw new Error(
      `An average run: the "${without.method}" run keeps no weights to be averaged; leave keepWeights out of it.`,
    );
  }
  return { ...spec, start: from, end: to };
}
