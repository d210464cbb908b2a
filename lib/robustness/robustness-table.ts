import { table, type ColumnTable } from "arquero";
import { nearestName, optionChecker } from "../files";
import { text } from "../files/option-kinds";
import { assertAccuracyPairs, type AccuracyPairs } from "./accuracies";
import { extrapolates, fitAccuracyLine } from "./accuracy-line";
import { modelRobustness } from "./effective-robustness";
import { cleaned } from "./parse-csv";
import { fractionsOf } from "./table-accuracies";
import {
  groupRobustness,
  groupRobustnessKinds,
  type GroupRobustnessOptions,
} from "./group-robustness";

/** Which columns of a table hold the accuracies. */
export interface AccuracyColumns {
  /** Column of accuracies on the reference distribution. */
  reference: string;
  /** Column of accuracies on the shifted distribution. */
  shifted: string;
  /** Column of the models' names. Default `"model"`. */
  model?: string;
  /** What the shift is called; not read, so that a list of shifts can carry it. */
  name?: string;
}

const columnKinds = { reference: text, shifted: text, model: text, name: text };
const checkColumns = optionChecker<AccuracyColumns>(
  "accuracyPairs",
  columnKinds,
);

/**
 * Reads the accuracies of a table's rows, checked.
 *
 * @param models an arquero table, one row a model.
 * @param columns which columns to read.
 * @returns accuracies (fractions) and names, in the table's order. Columns are found in spite of a byte-order mark or spaces in their names, and
 *   accuracies that are text are read: with a decimal point or comma, in per cent where they carry the sign.
 * @throws RangeError naming an unknown column (and the nearest one there is), two columns of one name, a value that is no fraction
 *   (`NA`) with its row and model, or a model that stands there twice.
 * @example accuracyPairs(scratch, { reference: "imagenet", shifted: "imagenet_v2" })
 */
export function accuracyPairs(
  models: ColumnTable,
  columns: AccuracyColumns,
): AccuracyPairs {
  checkColumns(columns);
  const names = column(models, columns.model ?? "model").map(String);
  const pairs = {
    reference: accuracies(models, columns.reference, names),
    shifted: accuracies(models, columns.shifted, names),
    models: names,
  };
  assertAccuracyPairs(pairs, "table");
  return pairs;
}

/** A row of {@link robustnessByGroup}; robustness in fractions. */
export interface GroupRow {
  /** Value of the column that groups. */
  group: string;
  /** Number of models. */
  count: number;
  /** Mean effective robustness with its interval; for a group of one model that of `modelRobustness`. */
  mean: number;
  lower: number;
  upper: number;
  /** The most robust model's. */
  maximum: number;
  maximum_model: string;
  /** Number of models beyond the baseline's range of reference accuracies. */
  extrapolated: number;
}

/** Options of {@link robustnessByGroup}. */
export interface RobustnessByGroupOptions
  extends AccuracyColumns, GroupRobustnessOptions {
  /** Column by whose values the models are grouped. Without it all models are one group. */
  by?: string;
}

const checkOptions = optionChecker<RobustnessByGroupOptions>(
  "robustnessByGroup",
  { ...columnKinds, ...groupRobustnessKinds, by: text },
);

/**
 * Mean effective robustness of groups of models, each with its interval, against one baseline.
 *
 * @param baseline table of models trained from scratch.
 * @param models table of the models to measure.
 * @param options columns, grouping, and the options of `groupRobustness`.
 * @returns an arquero table of {@link GroupRow}, the most robust group first.
 * @example robustnessByGroup(scratch, pretrained, { reference: "imagenet", shifted: "imagenet_v2", by: "pretraining_corpus" })
 */
export function robustnessByGroup(
  baseline: ColumnTable,
  models: ColumnTable,
  options: RobustnessByGroupOptions,
): ColumnTable {
  checkOptions(options);
  const { by, reference, shifted, model, ...others } = options;
  const { scale, method, level, resamples, seed } = others;
  const columns = { reference, shifted, model };
  const scratch = accuracyPairs(baseline, columns);
  const all = accuracyPairs(models, columns);
  const keys = by
    ? column(models, by).map(String)
    : Array.from(all.reference, () => "all");
  const rows = [...new Set(keys)].map((key): GroupRow => {
    const members = keys.flatMap((other, row) => (other === key ? [row] : []));
    const summary = summarize(scratch, pick(all, members), {
      scale,
      method,
      level,
      resamples,
      seed,
    });
    return { group: key, count: members.length, ...summary };
  });
  rows.sort((a, b) => b.mean - a.mean);
  return table(
    Object.fromEntries(
      Object.keys(rows[0] ?? {}).map((name) => [
        name,
        rows.map((row) => row[name as keyof GroupRow]),
      ]),
    ),
  );
}

/** A row of {@link robustnessByGroup}, but for group and count. */
function summarize(
  scratch: AccuracyPairs,
  group: AccuracyPairs,
  options: GroupRobustnessOptions,
): Omit<GroupRow, "group" | "count"> {
  const { reference, shifted, models } = group;
  if (reference.length === 1) {
    const line = fitAccuracyLine(scratch.reference, scratch.shifted, {
      scale: options.scale,
      models: scratch.models,
    });
    const one = modelRobustness(line, reference[0], shifted[0], {
      level: options.level,
    });
    return {
      ...one,
      maximum: one.mean,
      maximum_model: models?.[0] ?? "",
      extrapolated: extrapolates(line, reference[0]) ? 1 : 0,
    };
  }
  const { mean, lower, upper, maximum, maximumModel, extrapolated } =
    groupRobustness(scratch, group, options);
  return {
    mean,
    lower,
    upper,
    maximum,
    maximum_model: maximumModel ?? "",
    extrapolated,
  };
}

function pick(pairs: AccuracyPairs, rows: number[]): AccuracyPairs {
  return {
    reference: rows.map((row) => pairs.reference[row]),
    shifted: rows.map((row) => pairs.shifted[row]),
    models: pairs.models && rows.map((row) => pairs.models![row]),
  };
}

/** A column's values in the table's order. */
function column(models: ColumnTable, name: string): unknown[] {
  const names = models.columnNames();
  const alike = names.filter((each) => cleaned(each) === cleaned(String(name)));
  if (alike.length > 1) {
    const [first, second] = alike.map((each) => names.indexOf(each) + 1);
    throw new RangeError(
      `Columns ${first} and ${second} of the table are both called "${name}", but for spaces or a byte-order mark; rename one.`,
    );
  }
  if (alike.length === 1) return Array.from(models.array(alike[0]));
  const [only = ""] = names;
  const delimiter = names.length === 1 && /[;\t|]/.exec(only)?.[0];
  throw new RangeError(
    names.length === 0
      ? `There is no column "${name}": the table is empty.`
      : delimiter
        ? `There is no column "${name}": the table's one column is called ${JSON.stringify(only)}. Read it with { delimiter: ${JSON.stringify(delimiter)} }.`
        : `There is no column "${name}". ${nearestName(String(name), names)}`,
  );
}

/** A column of accuracies: numbers as they stand, text as {@link fractionsOf} reads it. */
function accuracies(
  table: ColumnTable,
  name: string,
  models: readonly string[],
): number[] {
  const cells = column(table, name);
  if (cells.every((cell) => typeof cell === "number")) return cells;
  const places = models.map((model, row) => `row ${row} (${model})`);
  return fractionsOf({ column: name, cells, places }, undefined);
}
