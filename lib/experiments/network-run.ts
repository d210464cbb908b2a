import { z } from "zod";
import type { RunSpec } from "../runs/run-kind";
import { completeRemedy, type RemedySpec } from "./remedy-run";
import { completeTrain, type TrainSpec } from "./train-run";

/** A run that hands on networks: one that trains them, or one that remedies those of another. */
export const networkRunField = z.looseObject({
  kind: z.enum(["train", "remedy"]),
});

/** The specification of such a run, complete, with the seed of the run that needs it. @throws Error naming the field that is wrong. */
export function completeNetworkRun(
  of: z.output<typeof networkRunField>,
  seed: number,
): TrainSpec | RemedySpec {
  const spec = { ...of, seed } as RunSpec;
  return of.kind === "remedy" ? completeRemedy(spec) : completeTrain(spec);
}

/** The training at the bottom of it: which network it is, and which task. */
export const trainingOf = (spec: TrainSpec | RemedySpec): TrainSpec =>
  spec.kind === "remedy" ? spec.of : spec;
