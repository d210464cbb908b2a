import { z } from "zod";
import type { RunSpec } from "../runs/run-kind";
import { completeAverage, type AverageSpec } from "./average-run";
import { completeRemedy, type RemedySpec } from "./remedy-run";
import { completeTrain, type TrainSpec } from "./train-run";

/** What hands on networks, complete. */
export type NetworkSpec = TrainSpec | RemedySpec | AverageSpec;

/** A run that hands on networks: one that trains them, one that remedies those of another, or one that averages those of two. */
export const networkRunField = z.looseObject({
  kind: z.enum(["train", "remedy", "average"]),
});

const completers = {
  train: completeTrain,
  remedy: completeRemedy,
  average: completeAverage,
};

/** The specification of such a run, complete, with the seed of the run that needs it. @throws Error naming the field that is wrong. */
export const completeNetworkRun = (
  of: z.output<typeof networkRunField>,
  seed: number,
): NetworkSpec => completers[of.kind]({ ...of, seed } as RunSpec);

/** The training at the bottom of it: which network it is, and which task. */
export function trainingOf(spec: NetworkSpec): TrainSpec {
  if (spec.kind === "average") return spec.end;
  return spec.kind === "remedy" ? spec.of : spec;
}
