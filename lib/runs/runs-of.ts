import { z } from "zod";
import { checked } from "../files/checked";
import type { Run } from "./run";
import type { Experiment } from "./experiment";
import { RESULT_COLUMNS } from "./store/result-columns";
import { runId } from "./run-id";
import { runKind } from "./run-kinds";

const schema = z.strictObject({
  name: z.string().min(1),
  run: z.looseObject({ kind: z.string() }),
  seeds: z
    .array(z.int())
    .min(1)
    .refine((seeds) => new Set(seeds).size === seeds.length, {
      error: "a seed is given twice",
    }),
  labels: z
    .record(
      z.string().refine((name) => !RESULT_COLUMNS.includes(name), {
        error: `these are columns of every result: ${RESULT_COLUMNS.join(", ")}`,
      }),
      z.json(),
    )
    .optional(),
});

/**
 * The runs of an experiment, one a seed, their specifications completed by their kind.
 *
 * @throws Error naming experiment, field and value of what is wrong; for an unknown kind with the nearest known one.
 */
export function runsOf(experiment: Experiment): Run[] {
  const { name } = experiment;
  const what = `Experiment ${JSON.stringify(name)}`;
  const { run, seeds, labels } = checked(schema, experiment, what);
  return seeds.map((seed) => {
    try {
      const spec = runKind(run.kind).complete({ ...experiment.run, seed });
      return {
        id: runId(spec),
        spec,
        experiment: name,
        ...(labels && { labels }),
      };
    } catch (error) {
      throw new Error(`${what}: ${(error as Error).message}`, { cause: error });
    }
  });
}
