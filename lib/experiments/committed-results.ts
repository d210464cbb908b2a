import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { from, fromCSV } from "arquero";
import { z } from "zod";
import { checked } from "./checked";
import type { Profile } from "./experiment";
import { numbering } from "./numbering";
import type { RunProvenance } from "./provenance";
import type { EvaluationRow, Json } from "./run-kind";
import { provenanceSchema } from "./run-file";
import type { RunRecord } from "./results-index";
import { writeWhole } from "./write-whole";

/** What is said of a study's committed results. */
export interface AboutResults {
  study: string;
  description: string;
  profile: Profile;
  /** What made them. */
  command: string;
}

const aboutSchema = z.strictObject({
  format: z.literal(1),
  study: z.string(),
  description: z.string(),
  profile: z.enum(["quick", "full"]),
  command: z.string(),
  runs: z.int(),
  /** First and last, ISO 8601. */
  finished: z.tuple([z.string(), z.string()]),
  /** Index into them in the table. */
  provenances: z.array(provenanceSchema),
  experiments: z.record(z.string(), z.record(z.string(), z.json())),
});

type About = z.output<typeof aboutSchema>;

const EVALUATIONS = ".csv";
const VALUES = ".values.csv";
const ABOUT = ".json";

/** Columns that say which run a row is of. */
interface RunColumns {
  experiment: string;
  seed: number;
  run: string;
}

/**
 * Writes the results of a study as files to be committed: `NAME.csv`, one line an evaluation; `NAME.values.csv`, one line a run, where runs
 * have values; and `NAME.json`: the command that made them, profile, revision, versions, kind of machine, dates, and the labels of each
 * experiment. Lines are sorted, so that changes show as such. Numbers for each example are not written.
 *
 * @param folder such as `data/results`.
 * @returns paths of the files.
 */
export function writeCommitted(
  folder: string,
  about: AboutResults,
  records: readonly RunRecord[],
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
  const description: About = {
    format: 1,
    ...about,
    runs: sorted.length,
    finished: [dates[0] ?? "", dates.at(-1) ?? ""],
    provenances: provenances.all,
    experiments: Object.fromEntries(
      sorted.map(({ experiment, labels }) => [experiment, labels ?? {}]),
    ),
  };
  const path = (ending: string) => join(folder, about.study + ending);
  const files: [string, string][] = [
    [path(EVALUATIONS), csv(evaluations)],
    [path(ABOUT), `${JSON.stringify(description, null, 2)}\n`],
  ];
  if (values.length > 0) files.push([path(VALUES), csv(values)]);
  else rmSync(path(VALUES), { force: true });
  for (const [file, text] of files) writeWhole(file, text);
  return files.map(([file]) => file);
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
 * Reads the committed results of all studies in a folder.
 *
 * @throws Error naming file and field of what is not as {@link writeCommitted} writes it.
 */
export function committedRecords(folder: string): Map<string, RunRecord> {
  const records = new Map<string, RunRecord>();
  if (!existsSync(folder)) return records;
  for (const file of readdirSync(folder).sort(compare)) {
    if (!file.endsWith(ABOUT)) continue;
    for (const record of readStudy(folder, file.slice(0, -ABOUT.length))) {
      records.set(record.run, record);
    }
  }
  return records;
}

function readStudy(folder: string, study: string): RunRecord[] {
  const path = (ending: string) => join(folder, study + ending);
  const about = checked(
    aboutSchema,
    JSON.parse(readFileSync(path(ABOUT), "utf8")),
    path(ABOUT),
  );
  const records = new Map<string, RunRecord>();
  const recordOf = (row: RunColumns & { provenance: number }, file: string) => {
    const { run, experiment, seed } = row;
    const provenance = about.provenances[row.provenance];
    if (typeof run !== "string" || !provenance) {
      throw new Error(
        `${file}: a line names run "${run}" and provenance ${row.provenance}, of ${about.provenances.length} known: take it from the repository again, or export the study again.`,
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
  for (const row of readCsv<Row & EvaluationRow>(path(EVALUATIONS))) {
    const { epoch, split, correct, total, seconds } = row;
    const record = recordOf(row, path(EVALUATIONS));
    record.rows.push({ epoch, split, correct, total, seconds });
    record.seconds = Math.max(record.seconds, seconds);
  }
  if (existsSync(path(VALUES))) {
    for (const row of readCsv<Row & { [name: string]: number | null }>(
      path(VALUES),
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
function readCsv<Row>(path: string): Row[] {
  const text = readFileSync(path, "utf8");
  if (text.trim() === "") return [];
  const parse = { run: String, experiment: String, split: String };
  return fromCSV(text, { parse }).objects() as Row[];
}
