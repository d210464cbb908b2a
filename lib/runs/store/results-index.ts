import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { RunProvenance } from "./run-provenance";
import type { Json } from "../../files/canonical-json";
import type { EvaluationRow } from "../run-kind";
import { dropAbandonedClaim } from "./claims";
import { numbering } from "./numbering";
import { readResult } from "./read-result";
import { type RunResult } from "./run-result";
import { reading, runFiles, type Store } from "./store";
import { clearUnfinished, sha256, writeWhole } from "../../files";

/** What tables tell of a run: its result without its specification and its numbers for each example. */
export interface RunRecord {
  run: string;
  experiment: string;
  labels?: { [name: string]: Json };
  seed: number;
  provenance: RunProvenance;
  finished: string;
  /** How long it took. */
  seconds: number;
  rows: EvaluationRow[];
  values?: { [name: string]: number };
}

/** A record, and the state of the file that it was read from. */
interface Indexed {
  record: RunRecord;
  /** Whether it has numbers for each example, in a file beside. */
  examples: boolean;
  size: number;
  mtimeMs: number;
}

/** What is known of a folder of the store. */
interface Shard {
  /** When it was changed last; 0 where it may have changed again since. */
  mtimeMs: number;
  runs: Map<string, Indexed>;
}

type Index = Map<string, Shard>;

/** A folder that was changed less than this before it was read may change again within one tick of its clock. */
const SETTLED_MS = 2_000;

/**
 * The results in a store's folder, by run. An index beside them spares reading them again: folders that have not changed are not even
 * listed. It follows from the results, and may be deleted at any time.
 */
export function storedRecords(store: Store): Map<string, RunRecord> {
  const before = readIndex(store);
  const now = reading(store, () => refreshAll(store, before));
  const same =
    now.size === before.size &&
    [...now].every(([name, shard]) => before.get(name) === shard);
  if (!same) writeIndex(store, now);
  const records = new Map<string, RunRecord>();
  for (const { runs } of now.values()) {
    for (const [id, { record }] of runs) records.set(id, record);
  }
  return records;
}

function refreshAll(store: Store, before: Index): Index {
  const names = readdirSync(store.folder);
  clearUnfinished(store.folder);
  return new Map(
    names
      .filter((name) => /^[0-9a-f]{2}$/.test(name))
      .map((name) => [name, refresh(store, name, before.get(name))]),
  );
}

/** A folder as it is now: `before` itself where nothing changed. */
function refresh(store: Store, name: string, before?: Shard): Shard {
  const folder = join(store.folder, name);
  const readAt = Date.now();
  const { mtimeMs } = statSync(folder);
  if (before?.mtimeMs === mtimeMs) return before;
  const runs: Shard["runs"] = new Map();
  const files = new Set(readdirSync(folder));
  for (const file of files) {
    const id = /^([0-9a-f]{32})\.json$/.exec(file)?.[1];
    if (id === undefined) continue;
    const known = before?.runs.get(id);
    const examples = basename(runFiles(store, id).examples);
    const isWhole = !known?.examples || files.has(examples);
    const indexed = readIndexed(store, id, isWhole ? known : undefined);
    if (indexed) runs.set(id, indexed);
  }
  clearUnfinished(folder);
  for (const id of runs.keys())
    if (files.has(basename(runFiles(store, id).claim)))
      dropAbandonedClaim(store, id);
  const isAtWork = [...files].some((file) => /\.(claim|tmp)$/.test(file));
  const settled = readAt - mtimeMs > SETTLED_MS && !isAtWork;
  return { mtimeMs: settled ? mtimeMs : 0, runs };
}

function readIndexed(
  store: Store,
  id: string,
  known?: Indexed,
): Indexed | undefined {
  const state = statSync(runFiles(store, id).result, { throwIfNoEntry: false });
  if (!state) return undefined; // removed since the folder was listed
  const { size, mtimeMs } = state;
  if (known?.size === size && known.mtimeMs === mtimeMs) return known;
  const result = readResult(store, id);
  if (!result) return undefined;
  const examples = result.perExample !== undefined;
  return { record: recordOf(result), examples, size, mtimeMs };
}

function recordOf({
  spec,
  run,
  experiment,
  labels,
  provenance,
  finished,
  seconds,
  rows,
  values,
}: RunResult): RunRecord {
  const seed = Number(spec.seed);
  const told = { run, experiment, labels, seed, provenance, finished, seconds };
  return { ...told, rows, values };
}

/** The index as it is kept: rows as columns, which are read many times faster than objects. */
interface PackedIndex {
  format: number;
  shards: { name: string; mtimeMs: number; runs: number }[];
  runs: (Omit<RunRecord, "rows" | "provenance"> & {
    examples: boolean;
    size: number;
    mtimeMs: number;
    /** Number of its rows. */
    rows: number;
    /** Index into `provenances`. */
    provenance: number;
  })[];
  provenances: RunProvenance[];
  splits: string[];
  split: Uint32Array;
  epoch: Float64Array;
  correct: Float64Array;
  total: Float64Array;
  seconds: Float64Array;
}

/** Raised when {@link PackedIndex} changes. */
const INDEX_FORMAT = 2;
const indexPath = (store: Store) => join(store.folder, "index.bin");

/** Stands before the index's content. */
const digest = (content: Uint8Array): Buffer =>
  Buffer.from(sha256(content), "hex");
const DIGEST_BYTES = 32;

function writeIndex(store: Store, index: Index): void {
  const indexed = [...index.values()].flatMap(({ runs }) => [...runs.values()]);
  const rows = indexed.flatMap(({ record }) => record.rows);
  const provenances = numbering<RunProvenance>(JSON.stringify);
  const splits = numbering<string>((name) => name);
  const packed: PackedIndex = {
    format: INDEX_FORMAT,
    shards: [...index].map(([name, { mtimeMs, runs }]) => ({
      name,
      mtimeMs,
      runs: runs.size,
    })),
    runs: indexed.map(({ record, examples, size, mtimeMs }) => ({
      ...record,
      examples,
      rows: record.rows.length,
      provenance: provenances.of(record.provenance),
      size,
      mtimeMs,
    })),
    split: Uint32Array.from(rows, ({ split }) => splits.of(split)),
    epoch: Float64Array.from(rows, ({ epoch }) => epoch),
    correct: Float64Array.from(rows, ({ correct }) => correct),
    total: Float64Array.from(rows, ({ total }) => total),
    seconds: Float64Array.from(rows, ({ seconds }) => seconds),
    provenances: provenances.all,
    splits: splits.all,
  };
  const content = serialize(packed);
  try {
    writeWhole(indexPath(store), Buffer.concat([digest(content), content]));
  } catch {
    // A store that cannot be written can still be read, only slower.
  }
}

function readIndex(store: Store): Index {
  let packed: PackedIndex;
  try {
    const bytes = readFileSync(indexPath(store));
    const content = bytes.subarray(DIGEST_BYTES);
    if (!digest(content).equals(bytes.subarray(0, DIGEST_BYTES)))
      return new Map(); // damaged
    packed = deserialize(content) as PackedIndex;
    if (packed.format !== INDEX_FORMAT) return new Map();
  } catch {
    return new Map(); // none yet, or one that cannot be read: it is made again
  }
  const { split, splits, epoch, correct, total, seconds } = packed;
  let row = 0;
  const rows = (count: number): EvaluationRow[] =>
    Array.from({ length: count }, () => {
      const i = row++;
      return {
        epoch: epoch[i],
        split: splits[split[i]],
        correct: correct[i],
        total: total[i],
        seconds: seconds[i],
      };
    });
  const indexed = packed.runs.map(({ examples, size, mtimeMs, ...run }) => {
    const provenance = packed.provenances[run.provenance];
    const record = { ...run, provenance, rows: rows(run.rows) };
    return { record, examples, size, mtimeMs };
  });
  let next = 0;
  return new Map(
    packed.shards.map(({ name, mtimeMs, runs: count }) => {
      const inShard = indexed.slice(next, (next += count));
      const runs = new Map(inShard.map((each) => [each.record.run, each]));
      return [name, { mtimeMs, runs }];
    }),
  );
}
