import { z } from "zod";
import { sha256 } from "../../files";
import type { Json } from "../../files/canonical-json";
import type { EvaluationRow, RunSpec } from "../run-kind";
import { RESULT_COLUMNS } from "./result-columns";
import type { RunProvenance } from "./run-provenance";
import { STORE_FORMAT } from "./store";

/** A run's result, as its file holds it. */
export interface RunResult {
  format: number;
  run: string;
  /** The experiment that asked for it first, and its labels. */
  experiment: string;
  labels?: { [name: string]: Json };
  spec: RunSpec;
  provenance: RunProvenance;
  /** When, ISO 8601. */
  finished: string;
  /** How long it took. */
  seconds: number;
  rows: EvaluationRow[];
  values?: { [name: string]: number };
  /** Names of the numbers for each example, which lie in a file beside. */
  perExample?: string[];
  /** SHA-256 of what it hands on, by name; each lies in a file beside. */
  artefacts?: { [name: string]: string };
  /** Of the JSON of all other fields. Results of before it was introduced have none. */
  sha256?: string;
}

const count = z.int().nonnegative();

/** Of what a run came to, without artefacts. */
export const outcomeSchema = z.strictObject({
  rows: z.array(
    z
      .strictObject({
        epoch: z.number().nonnegative(),
        split: z.string().min(1),
        correct: count,
        total: z.int().positive(),
        seconds: z.number().nonnegative(),
      })
      .refine(({ correct, total }) => correct <= total, {
        error: "more are correct than there are",
      }),
  ),
  values: z
    .record(
      z.string().refine((name) => !RESULT_COLUMNS.includes(name), {
        error: `these are columns of every result: ${RESULT_COLUMNS.join(", ")}`,
      }),
      z.number(),
    )
    .optional(),
  perExample: z.record(z.string(), z.array(z.number())).optional(),
});

/** Of {@link RunProvenance}. */
export const provenanceSchema = z.strictObject({
  revision: z.string().nullable(),
  versions: z.strictObject({
    node: z.string(),
    tfjs: z.string(),
    libtensorflow: z.string(),
  }),
  machine: z.string(),
});

/** Of {@link RunResult}. */
export const resultSchema = z.strictObject({
  format: z.literal(STORE_FORMAT),
  run: z.string(),
  experiment: z.string(),
  labels: z.record(z.string(), z.json()).optional(),
  spec: z.looseObject({ kind: z.string() }),
  provenance: provenanceSchema,
  finished: z.string(),
  seconds: z.number(),
  rows: outcomeSchema.shape.rows,
  values: outcomeSchema.shape.values,
  perExample: z.array(z.string()).optional(),
  artefacts: z.record(z.string(), z.string()).optional(),
  sha256: z.string().optional(),
});

/** SHA-256 of all that a result says besides. */
export const checksum = (result: object): string =>
  sha256(Buffer.from(JSON.stringify(result)));
