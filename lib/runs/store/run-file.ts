import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { sha256, writeWhole } from "../../files";
import { isAbsent } from "../../files/is-absent";
import { systemRemedy } from "../../files/system-error";
import { checked } from "../../files/checked";
import type { Run } from "../engines/engine";
import { writeArtefacts } from "./artefacts";
import { runProvenance, type RunProvenance } from "./provenance";
import { RESULT_COLUMNS } from "./result-columns";
import type { Json } from "../../files/canonical-json";
import type { EvaluationRow, RunOutcome, RunSpec } from "../run-kind";
import { runFiles, STORE_FORMAT, writing, type Store } from "./store";
import { UNFINISHED } from "../../files/unfinished";

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

const outcomeSchema = z.strictObject({
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

const resultSchema = z.strictObject({
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

/**
 * Keeps what a run came to: artefacts and numbers for each example first, then the result, each file whole or not at all. Where another process has
 * kept the same run, it is written again, which changes nothing but times.
 *
 * @param seconds how long it took.
 * @throws Error naming the field of an outcome that is none, such as an accuracy that is not finite.
 * @throws StoreError where it cannot be written.
 */
export function writeResult(
  store: Store,
  run: Run,
  outcome: RunOutcome,
  seconds: number,
): void {
  const { id, spec, experiment, labels } = run;
  const { artefacts, ...told } = outcome;
  const { perExample, ...kept } = checked(
    outcomeSchema,
    told,
    `Outcome of run ${id} (${experiment})`,
  );
  const files = runFiles(store, id);
  const hashes = artefacts && writeArtefacts(store, id, artefacts);
  const result: RunResult = {
    format: STORE_FORMAT,
    run: id,
    experiment,
    ...(labels && { labels }),
    spec,
    provenance: runProvenance(),
    finished: new Date().toISOString(),
    seconds,
    ...kept,
    ...(perExample && { perExample: Object.keys(perExample) }),
    ...(hashes && { artefacts: hashes }),
  };
  writing(store, `keep run ${id}`, () => {
    if (perExample) {
      writeWhole(files.examples, gzipSync(JSON.stringify(perExample)));
    }
    writeWhole(
      files.result,
      `${JSON.stringify({ ...result, sha256: checksum(result) })}\n`,
    );
    rmSync(files.failure, { force: true });
  });
}

/**
 * Removes what a process that was killed while it wrote has left of a run. For the holder of the run's claim alone: nobody else writes its files.
 *
 * @throws StoreError where it cannot be removed.
 */
export function removeUnfinished(store: Store, id: string): void {
  writing(store, `tidy up before run ${id}`, () => {
    const folder = dirname(runFiles(store, id).result);
    for (const name of readdirSync(folder)) {
      // A claim set aside is its taker's.
      if (name.startsWith(`${id}.claim`)) continue;
      if (name.startsWith(id) && name.endsWith(UNFINISHED)) {
        rmSync(join(folder, name), { force: true });
      }
    }
  });
}

const checksum = (result: object): string =>
  sha256(Buffer.from(JSON.stringify(result)));

/** Whether the store's folder holds a whole result of this run. */
export const hasResult = (store: Store, id: string): boolean =>
  readResult(store, id) !== undefined;

/**
 * Reads a run's result. A file that is none (empty, cut off, changed, of another format, no file at all, without the numbers for each example that
 * it tells of) is set aside under another name, and named in a warning, so that the run counts as missing.
 *
 * @returns undefined where there is none.
 */
export function readResult(store: Store, id: string): RunResult | undefined {
  const { result: path, examples } = runFiles(store, id);
  try {
    const value = parse(readFileSync(path, "utf8"));
    const result = checked(resultSchema, value, "it");
    if (result.run !== id)
      throw new Error(`it is the result of run ${result.run}`);
    const { sha256: noted, ...content } = value as RunResult;
    if (noted !== undefined && noted !== checksum(content))
      throw new Error(
        "it is not as it was written, its checksum says (edited, or damaged)",
      );
    if (result.perExample && !existsSync(examples))
      throw new Error(`its numbers for each example, ${examples}, are missing`);
    return result as RunResult;
  } catch (error) {
    if (!isAbsent(error)) setAside(store, path, whyNot(error));
    return undefined;
  }
}

function parse(text: string): unknown {
  if (text.trim() === "") throw new Error("it is empty");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("it is cut off or no JSON");
  }
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format === "number" && format !== STORE_FORMAT) {
    throw new Error(
      `it is of format ${format}, this code reads ${STORE_FORMAT}`,
    );
  }
  return value;
}

const whyNot = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === undefined
    ? (error as Error).message
    : systemRemedy(error as Error);

function setAside(store: Store, path: string, why: string): void {
  const aside = `${path}.corrupt`;
  try {
    renameSync(path, aside);
    store.warn(
      `${path}: ${why}. Set aside as ${aside}; its run counts as missing.`,
    );
  } catch {
    // Another process has set it aside meanwhile, and said so.
    if (existsSync(path))
      store.warn(
        `${path}: ${why}. Left where it is; its run counts as missing.`,
      );
  }
}

/** Numbers for each example of a run, by name. */
export type PerExample = { [name: string]: number[] };

/**
 * The numbers for each example that a run kept in the store's folder.
 *
 * @returns undefined where it holds none.
 */
export function storedExamples(
  store: Store,
  id: string,
): PerExample | undefined {
  const { examples: path } = runFiles(store, id);
  try {
    return JSON.parse(gunzipSync(readFileSync(path)).toString()) as PerExample;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    setAside(
      store,
      path,
      `it cannot be unpacked (${(error as Error).message})`,
    );
    return undefined;
  }
}

/** Why a run failed. */
export interface RunFailure {
  run: string;
  experiment: string;
  message: string;
  /** How often it has been tried. */
  attempts: number;
  /** When it failed last, ISO 8601. */
  failed: string;
}

/**
 * Notes that a run failed, and how often by now.
 *
 * @throws StoreError where it cannot be written.
 */
export function writeFailure(store: Store, run: Run, message: string): void {
  const failure: RunFailure = {
    run: run.id,
    experiment: run.experiment,
    message,
    attempts: 1 + (readFailure(store, run.id)?.attempts ?? 0),
    failed: new Date().toISOString(),
  };
  writing(store, `note the failure of run ${run.id}`, () =>
    writeWhole(runFiles(store, run.id).failure, `${JSON.stringify(failure)}\n`),
  );
}

/** Why a run failed; undefined where it did not, or its note cannot be read. */
export function readFailure(store: Store, id: string): RunFailure | undefined {
  try {
    return JSON.parse(
      readFileSync(runFiles(store, id).failure, "utf8"),
    ) as RunFailure;
  } catch {
    return undefined;
  }
}
