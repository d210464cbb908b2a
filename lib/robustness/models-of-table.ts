import { assertAccuracyPairs, type AccuracyPairs } from "./accuracies";
import type { TableRows } from "./parse-csv";
import type { RobustnessOfTableOptions } from "./robustness-of-table-options";
import { fractionsOf, isMissing } from "./table-accuracies";
import { baselineFlags } from "./table-baselines";
import { needOf } from "./table-columns";
import { totalsOf } from "./table-totals";

/** Accuracies of models with names. */
export type NamedPairs = Required<{
  [Side in keyof AccuracyPairs]: Side extends "models" ? string[] : number[];
}>;

/** Those of some rows. */
export const pickPairs = (
  { reference, shifted, models }: NamedPairs,
  rows: number[],
): NamedPairs => ({
  reference: rows.map((row) => reference[row]),
  shifted: rows.map((row) => shifted[row]),
  models: rows.map((row) => models[row]),
});

type Row = Record<string, unknown>;

/** What a table says of its models, row by row; accuracies are fractions. */
export interface ModelsOfTable {
  pairs: NamedPairs;
  isBaseline: boolean[];
  groupOf: string[];
  /** Rows left out for a missing figure. */
  dropped: string[];
  /** The columns that were read. */
  columns: { reference: string; shifted: string };
}

/**
 * The models of a table, checked.
 *
 * @throws RangeError as `robustnessOfTable`.
 */
export function modelsOfTable(
  { columns, rows }: TableRows,
  options: RobustnessOfTableOptions,
): ModelsOfTable {
  const need = needOf(columns);
  const model = need(options.model ?? "model", "model");
  const sides = {
    reference: need(options.reference ?? "reference", "reference"),
    shifted: need(options.shifted ?? "shifted", "shifted"),
  };
  if (options.group) need(options.group, "group");
  const { kept, places, dropped } = wholeRows(
    rows,
    model,
    Object.values(sides),
    options.missing,
  );
  const read = (side: "reference" | "shifted") =>
    fractionsOf(
      {
        column: sides[side],
        cells: kept.map((row) => row[sides[side]]),
        places,
      },
      options.unit,
      totalsOf(kept, side, options, need),
    );
  const pairs: NamedPairs = {
    reference: read("reference"),
    shifted: read("shifted"),
    models: kept.map((row) => String(row[model]).trim()),
  };
  assertAccuracyPairs(pairs, "table");
  return {
    pairs,
    isBaseline: baselineFlags(kept, pairs.models, options, need),
    groupOf: kept.map((row) =>
      options.group ? String(row[options.group]).trim() : "all",
    ),
    dropped,
    columns: sides,
  };
}

/** The rows that lack no figure, where each stands, and those that do. @throws RangeError where one does and is not to be left out. */
function wholeRows(
  rows: readonly Row[],
  model: string,
  sides: readonly string[],
  missing: RobustnessOfTableOptions["missing"],
) {
  const places = rows.map((row, i) => `row ${i + 1} (${String(row[model])})`);
  const lacks = rows.flatMap((row, i) =>
    [model, ...sides]
      .filter((name) => isMissing(row[name]))
      .map((name) => ({ row, name, text: `${places[i]}: ${name}` })),
  );
  if (lacks.length > 0 && missing !== "drop") {
    const [{ row, name, text }] = lacks;
    throw new RangeError(
      `The table lacks ${lacks.length} figure${lacks.length > 1 ? "s" : ""}, first in ${text} (found ${JSON.stringify(row[name] ?? null)}); fill in, or leave such rows out by missing: "drop".`,
    );
  }
  const without = new Set(lacks.map(({ row }) => row));
  const isKept = (_: unknown, i: number) => !without.has(rows[i]);
  return {
    kept: rows.filter(isKept),
    places: places.filter(isKept),
    dropped: lacks.map(({ text }) => text),
  };
}
