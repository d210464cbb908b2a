import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { from, fromCSV } from "arquero";
import { z } from "zod";
import { checked } from "../../files/checked";
import type { Profile } from "../experiment";
import { numbering } from "./numbering";
import type { RunProvenance } from "./run-provenance";
import type { Json } from "../../files/canonical-json";
import type { EvaluationRow } from "../run-kind";
import { provenanceSchema } from "./run-result";
import { type PerExample } from "./stored-examples";
import type { RunRecord } from "./results-index";
import { sha256, writeWhole } from "../../files";

/** What is said of a study's committed results. */
export interface AboutResults {
  study: string;
  description: string;
  profile: Profile;
  /** What made them. */
  command: string;
  /** How many runs of the study, as far as it is declared, have no result yet. */
  missing: number;
}

const aboutSchema = z.strictObject({
  format: z.literal(1),
  study: z.string(),
  description: z.string(),
  profile: z.enum(["small", "full"]),
  command: z.string(),
  missing: z.int().nonnegative().default(0),
  runs: z.int(),
  /** First and last, ISO 8601. */
  finished: z.tuple([z.string(), z.string()]),
  /** Index into them in the table. */
  provenances: z.array(provenanceSchema),
  experiments: z.record(z.string(), z.record(z.string(), z.json())),
  /** Of the files beside this one, by ending; files of before this was recorded have none. */
  sha256: z.record(z.string(), z.string()).default({}),
});

type About = z.output<typeof aboutSchema>;

const EVALUATIONS = ".csv";
const VALUES = ".values.csv";
const ABOUT = ".json";
const EXAMPLES = ".examples.json.gz";

/** Columns that say which run a row is of. */
interface RunColumns {
  experiment: string;
  seed: number;
  run: string;
}

/**
 * Writes the results of a study as files to be committed: `NAME.csv`, one line an evaluation; `NAME.values.csv`, one line a run, where runs
 * have values; and `NAME.json`: the command that made them, profile, revision, versions, kind of machine, dates, and the labels of each
 * experiment. Lines are sorted, so that changes show as such. `NAME.examples.json.gz` holds the numbers for each example, by run, where given.
 *
 * @param folder such as `data/results`.
 * @param examples by run.
 * @returns paths of the files.
 */
export function writeCommitted(
  folder: string,
  about: AboutResults,
  records: readonly RunRecord[],
  examples: ReadonlyMap<string, PerExample> = new Map(),
): string[] {
  const sorted = [...records].sort(
    (a, b) => compare(a.experiment, b.experiment) || a.seed - b.seed,
  );
  const provenances = numbering<RunProvenance>(JSON.stringify);
  const evaluations = sorted.flatMap((record) =>
    [...record.rows]
      .sort((a, b) => a.epoch - b.epoch || compare(a.split, b.split))
      .map(({ epoch, split, correct, total, seconds }) => ({
        ...runColumns(record),
        epoch,
        split,
        correct,
        total,
        seconds: Math.round(1000 * seconds) / 1000,
        provenance: provenances.of(record.provenance),
      })),
  );
  const names = [
    ...new Set(sorted.flatMap(({ values }) => Object.keys(values ?? {}))),
  ].sort(compare);
  const values = sorted
    .filter((record) => record.values)
    .map((record) => ({
      ...runColumns(record),
      provenance: provenances.of(record.provenance),
      ...Object.fromEntries(
        names.map((name) => [name, record.values![name] ?? null]),
      ),
    }));
  const dates = sorted.map(({ finished }) => finished).sort(compare);
  const path = (ending: string) => join(folder, about.study + ending);
  const packed = JSON.stringify(Object.fromEntries(examples));
  const tables: [ending: string, content: string | Buffer | null][] = [
    [EVALUATIONS, csv(evaluations)],
    [VALUES, values.length > 0 ? csv(values) : null],
    [EXAMPLES, examples.size > 0 ? gzipSync(packed, { level: 9 }) : null],
  ];
  const description: About = {
    format: 1,
    ...about,
    runs: sorted.length,
    finished: [dates[0] ?? "", dates.at(-1) ?? ""],
    provenances: provenances.all,
    experiments: Object.fromEntries(
      sorted.map(({ experiment, labels }) => [experiment, labels ?? {}]),
    ),
    sha256: Object.fromEntries(
      tables.flatMap(([ending, content]) =>
        content === null ? [] : [[ending, sha256(Buffer.from(content))]],
      ),
    ),
  };
  const [evaluationsFile, ...others] = tables.map(
    ([ending, content]) => [path(ending), content] as const,
  );
  const files = [
    evaluationsFile,
    [path(ABOUT), `${JSON.stringify(description, null, 2)}\n`] as const,
    ...others,
  ];
  for (const [file, content] of files) {
    if (content === null) rmSync(file, { force: true });
    else writeWhole(file, content);
  }
  return files.flatMap(([file, content]) => (content === null ? [] : [file]));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const runColumns = ({ experiment, seed, run }: RunRecord): RunColumns => ({
  experiment,
  seed,
  run,
});

const csv = (rows: object[]) =>
  rows.length > 0 ? `${from(rows).toCSV().trimEnd()}\n` : "";

/**
 * Reads the committed results of each study in a folder, in the order of their names.
 *
 * @throws Error naming file and field of what is not as {@link writeCommitted} writes it.
 */
export function committedByStudy(folder: string): Map<string, RunRecord[]> {
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith(ABOUT))
      .sort(compare)
      .map((file) => file.slice(0, -ABOUT.length))
      .map((study) => [study, readStudy(folder, study)]),
  );
}

/** The committed results of all studies in a folder by run. @throws Error as {@link committedByStudy}. */
export const committedRecords = (folder: string): Map<string, RunRecord> =>
  byRun([...committedByStudy(folder).values()].flat());

/** Records by run; of several of one run the last. */
export const byRun = (records: readonly RunRecord[]): Map<string, RunRecord> =>
  new Map(records.map((record) => [record.run, record]));

/**
 * The committed numbers for each example, by run.
 *
 * @throws Error naming a file that is not as {@link writeCommitted} writes it.
 */
export function committedExamples(folder: string): Map<string, PerExample> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((file) => file.endsWith(EXAMPLES));
  return new Map(
    files.sort(compare).flatMap((file) => {
      const path = join(folder, file);
      const about = join(folder, file.replace(EXAMPLES, ABOUT));
      const bytes = existsSync(about)
        ? readTable(readAbout(about), path, EXAMPLES)
        : readFileSync(path);
      try {
        const runs: { [run: string]: PerExample } = JSON.parse(
          gunzipSync(bytes).toString(),
        );
        return Object.entries(runs);
      } catch (error) {
        throw new Error(
          `${path} cannot be unpacked (${(error as Error).message}): ${REMEDY}`,
          { cause: error },
        );
      }
    }),
  );
}

const REMEDY = "take it from the repository again, or export the study again.";

/** What is said of a study's results, checked. */
function readAbout(path: string): About {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(
      `${path} cannot be read (${(error as Error).message}): ${REMEDY}`,
      { cause: error },
    );
  }
  return checked(aboutSchema, content, path);
}

/** A file of a study's results, its bytes those that were exported. */
function readTable(about: About, path: string, ending: string): Buffer {
  if (!existsSync(path)) throw new Error(`${path} is missing: ${REMEDY}`);
  const bytes = readFileSync(path);
  const recorded = about.sha256[ending];
  if (recorded !== undefined && sha256(bytes) !== recorded) {
    throw new Error(
      `${path} has been changed since it was exported (its SHA-256 is not the one in ${about.study}${ABOUT}): ${REMEDY}`,
    );
  }
  return bytes;
}

function readStudy(folder: string, study: string): RunRecord[] {
  const path = (ending: string) => join(folder, study + ending);
  const about = readAbout(path(ABOUT));
  const records = new Map<string, RunRecord>();
  const recordOf = (row: RunColumns & { provenance: number }, file: string) => {
    const { run, experiment, seed } = row;
    const provenance = about.provenances[row.provenance];
    if (typeof run !== "string" || !provenance) {
      throw new Error(
        `${file}: a line names run "${run}" and provenance ${row.provenance}, of ${about.provenances.length} known: ${REMEDY}`,
      );
    }
    const known = records.get(run);
    if (known) return known;
    const labels = about.experiments[experiment] as { [name: string]: Json };
    const finished = about.finished[1];
    const record: RunRecord = {
      run,
      experiment,
      labels,
      seed,
      provenance,
      finished,
      seconds: 0,
      rows: [],
    };
    records.set(run, record);
    return record;
  };
  type Row = RunColumns & { provenance: number };
  for (const row of readCsv<Row & EvaluationRow>(
    readTable(about, path(EVALUATIONS), EVALUATIONS),
  )) {
    const { epoch, split, correct, total, seconds } = row;
    const record = recordOf(row, path(EVALUATIONS));
    record.rows.push({ epoch, split, correct, total, seconds });
    record.seconds = Math.max(record.seconds, seconds);
  }
  if (VALUES in about.sha256 || existsSync(path(VALUES))) {
    for (const row of readCsv<Row & { [name: string]: number | null }>(
      readTable(about, path(VALUES), VALUES),
    )) {
      const { experiment, seed, run, provenance, ...values } = row;
      const record = recordOf(
        { experiment, seed, run, provenance } as Row,
        path(VALUES),
      );
      record.values = Object.fromEntries(
        Object.entries(values).filter(
          (entry): entry is [string, number] => entry[1] !== null,
        ),
      );
    }
  }
  return [...records.values()];
}

/** Rows of a CSV file; names stay texts, whatever they look like. */
function readCsv<Row>(bytes: Buffer): Row[] {
  const text = bytes.toString();
  if (text.trim() === "") return [];
  const parse = { run: String, experiment: String, split: String };
  return fromCSV(text, { parse }).objects() as Row[];
}
