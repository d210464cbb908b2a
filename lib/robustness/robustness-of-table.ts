import { nearestName, optionChecker } from "../files";
import {
  anything,
  level as levelKind,
  oneOf,
  share,
  text,
} from "../files/option-kinds";
import { assertAccuracyPairs, type AccuracyPairs } from "./accuracies";
import { diagnoseLine, type LineDiagnosis } from "./diagnose-line";
import { modelRobustness } from "./effective-robustness";
import { groupRobustness } from "./group-robustness";
import { matchedDifference } from "./matched-difference";
import { meanInterval, type Interval } from "./mean-interval";
import { readTable, type ModelTable, type TableRows } from "./read-table";
import { accuracyScale, onScale, type AccuracyScale } from "./scale";
import {
  fractionsOf,
  isMissing,
  parseNumber,
  type AccuracyUnit,
} from "./table-accuracies";
import { verdictOf, type Verdict } from "./verdict";

/** Options of {@link robustnessOfTable}. */
export interface RobustnessOfTableOptions {
  /** Column of accuracies on the reference distribution. Default `"reference"`. */
  reference?: string;
  /** Column of accuracies on the shifted distribution. Default `"shifted"`. */
  shifted?: string;
  /** Column of the models' names, each once. Default `"model"`. */
  model?: string;
  /** Column by whose values the models that are no baselines are grouped. Default: one group, "all". */
  group?: string;
  /**
   * Which rows are baselines, models trained from scratch: those with a value (or one of several) in a column; or the models of these names.
   * Default: `{ column: "training", is: "scratch" }`.
   */
  baseline?:
    { column: string; is: string | readonly string[] } | readonly string[];
  /** What the numbers are. Default fractions, or per cent where they carry the sign. */
  unit?: AccuracyUnit;
  /** Out of how many examples counts are: a number, or the column that has it; or one of either for each distribution. */
  total?:
    number | string | { reference: number | string; shifted: number | string };
  /** What to do about rows with a missing figure. Default `"refuse"`; `"drop"` leaves them out and says which. */
  missing?: "refuse" | "drop";
  /** Scale of the line. Default `"probit"`. */
  scale?: AccuracyScale;
  /** Coverage of the intervals. Default 0.95. */
  level?: number;
  /** Least R² of a line worth the name. Default 0.9. */
  leastRSquared?: number;
}

/** A model of a table. */
export interface TableModel {
  model: string;
  /** Undefined for a baseline. */
  group?: string;
  reference: number;
  shifted: number;
  /** Robustness with its interval, fractions; undefined for a baseline. */
  robustness?: Interval;
  /** Whether its reference accuracy lies beyond the baselines'. */
  extrapolated: boolean;
}

/** A group of a table's models. */
export interface TableGroup extends Interval {
  group: string;
  count: number;
  /** What the interval says; see `verdictOf`. */
  verdict: Verdict;
}

/** What {@link robustnessOfTable} finds; accuracies and robustness are fractions. */
export interface TableRobustness {
  /** `"effective robustness"` where the baselines are a line, else `"matched difference"`. */
  measure: "effective robustness" | "matched difference";
  /** The line, whether it is one, and why not. */
  diagnosis: LineDiagnosis;
  models: TableModel[];
  /** The most robust first. */
  groups: TableGroup[];
  /** All models that are no baselines together; undefined where there are none. */
  all?: TableGroup;
  /** Rows left out for a missing figure, such as "row 3 (resnet50): imagenet". */
  dropped: string[];
  /** The columns that were read. */
  columns: { reference: string; shifted: string };
}

const checkOptions = optionChecker<RobustnessOfTableOptions>(
  "robustnessOfTable",
  {
    reference: text,
    shifted: text,
    model: text,
    group: text,
    baseline: anything,
    unit: oneOf("fraction", "per cent", "count"),
    total: anything,
    missing: oneOf("refuse", "drop"),
    scale: accuracyScale,
    level: levelKind,
    leastRSquared: share,
  },
);

/**
 * Effective robustness of a table of models, as people have them: a CSV file (with commas, semicolons or tabs, decimal points or commas,
 * with a byte-order mark or not), rows, an arquero table or a danfo data frame; fractions, per cent or counts. Where the baselines are no
 * line (see `diagnoseLine`), the difference at matched reference accuracy is taken instead.
 *
 * @param table the text of a CSV file (more than one line) or its path; or a table.
 * @throws RangeError naming the column, the row and the model: an unknown column, a missing figure, what is no number, an accuracy above 1
 *   without a unit, exactly 0 or 1, a model that stands there twice; fewer than three baselines.
 * @example
 * const found = robustnessOfTable("models.csv", {
 *   reference: "imagenet", shifted: "imagenet_v2", group: "corpus", baseline: { column: "training", is: "scratch" }, unit: "per cent",
 * });
 * found.groups; // the most robust first
 * await lab.save(lab.robustnessOfTableFigure(found), "mine", { formats: ["pdf", "svg"] });
 */
export function robustnessOfTable(
  table: ModelTable,
  options: RobustnessOfTableOptions = {},
): TableRobustness {
  checkOptions(options);
  const { scale = "probit", level, leastRSquared } = options;
  const { pairs, isBaseline, groupOf, dropped, columns } = readModels(
    readTable(table),
    options,
  );
  const rowsWhere = (test: (row: number) => boolean) =>
    pairs.models.map((_, row) => row).filter(test);
  const baseline = pick(
    pairs,
    rowsWhere((row) => isBaseline[row]),
  );
  const others = rowsWhere((row) => !isBaseline[row]);
  const usedAt = others.map((row) => pairs.reference[row]);
  const diagnosis = diagnoseLine(baseline, { scale, leastRSquared, usedAt });
  const measured = measureModels(
    baseline,
    pick(pairs, others),
    diagnosis,
    level,
  );
  const summary = (group: string, rows: number[]): TableGroup => {
    const at = rows.map((row) => others.indexOf(row));
    const interval =
      diagnosis.isLine && rows.length > 1
        ? groupRobustness(baseline, pick(pairs, rows), { scale, level })
        : rows.length > 1
          ? meanInterval(
              at.map((i) => measured[i].mean),
              { level },
            )
          : measured[at[0]];
    const { mean, lower, upper } = interval;
    return {
      group,
      count: rows.length,
      mean,
      lower,
      upper,
      verdict: verdictOf({ lower, upper }),
    };
  };
  const [weakest, strongest] = diagnosis.referenceRange;
  return {
    measure: diagnosis.isLine ? "effective robustness" : "matched difference",
    diagnosis,
    models: pairs.models.map((model, row): TableModel => {
      const reference = pairs.reference[row];
      return {
        model,
        group: isBaseline[row] ? undefined : groupOf[row],
        reference,
        shifted: pairs.shifted[row],
        robustness: isBaseline[row] ? undefined : measured[others.indexOf(row)],
        extrapolated: reference < weakest || reference > strongest,
      };
    }),
    groups: [...new Set(others.map((row) => groupOf[row]))]
      .map((group) =>
        summary(
          group,
          others.filter((row) => groupOf[row] === group),
        ),
      )
      .sort((a, b) => b.mean - a.mean),
    all: others.length > 0 ? summary("all", others) : undefined,
    dropped,
    columns,
  };
}

type Pairs = Required<{
  [Side in keyof AccuracyPairs]: Side extends "models" ? string[] : number[];
}>;

const pick = (
  { reference, shifted, models }: Pairs,
  rows: number[],
): Pairs => ({
  reference: rows.map((row) => reference[row]),
  shifted: rows.map((row) => shifted[row]),
  models: rows.map((row) => models[row]),
});

/** Each model's robustness with its interval, by the line or, where there is none, by its neighbours. */
function measureModels(
  baseline: Pairs,
  group: Pairs,
  { isLine, line }: LineDiagnosis,
  level: number | undefined,
): Interval[] {
  onScale(group.reference, line.scale, "The reference accuracy", group.models);
  if (isLine) {
    return group.reference.map((reference, i) =>
      modelRobustness(line, reference, group.shifted[i], { level }),
    );
  }
  if (group.reference.length === 0) return [];
  return matchedDifference(baseline, group, { scale: line.scale, level }).map(
    ({ mean, lower, upper }) => ({ mean, lower, upper }),
  );
}

/** The models of a table, checked. */
function readModels(
  { columns, rows }: TableRows,
  options: RobustnessOfTableOptions,
) {
  const need = (name: string, what: string) => {
    if (columns.includes(name)) return name;
    throw new RangeError(
      `The table has no column "${name}" (${what}). ${nearestName(name, columns)}`,
    );
  };
  const model = need(options.model ?? "model", "model");
  const sides = {
    reference: need(options.reference ?? "reference", "reference"),
    shifted: need(options.shifted ?? "shifted", "shifted"),
  };
  if (options.group) need(options.group, "group");
  const placed = rows.map((row, i) => ({
    row,
    place: `row ${i + 1} (${String(row[model])})`,
  }));
  const lacks = placed.flatMap(({ row, place }) =>
    [model, sides.reference, sides.shifted]
      .filter((name) => isMissing(row[name]))
      .map((name) => ({ row, text: `${place}: ${name}` })),
  );
  if (lacks.length > 0 && options.missing !== "drop") {
    throw new RangeError(
      `The table lacks ${lacks.length} figure${lacks.length > 1 ? "s" : ""}, first in ${lacks[0].text} (found ${JSON.stringify(lacks[0].row[lacks[0].text.split(": ").at(-1)!] ?? null)}); fill in, or leave such rows out by missing: "drop".`,
    );
  }
  const without = new Set(lacks.map(({ row }) => row));
  const kept = placed.filter(({ row }) => !without.has(row));
  const read = (side: "reference" | "shifted") =>
    fractionsOf(
      {
        column: sides[side],
        cells: kept.map(({ row }) => row[sides[side]]),
        places: kept.map(({ place }) => place),
      },
      options.unit,
      totalsOf(
        kept.map(({ row }) => row),
        side,
        options,
        need,
      ),
    );
  const pairs: Pairs = {
    reference: read("reference"),
    shifted: read("shifted"),
    models: kept.map(({ row }) => String(row[model]).trim()),
  };
  assertAccuracyPairs(pairs, "table");
  return {
    pairs,
    isBaseline: baselineFlags(
      kept.map(({ row }) => row),
      pairs.models,
      options,
      need,
    ),
    groupOf: kept.map(({ row }) =>
      options.group ? String(row[options.group]).trim() : "all",
    ),
    dropped: lacks.map(({ text }) => text),
    columns: sides,
  };
}

type Need = (name: string, what: string) => string;

/** Out of how many examples each row's count is; undefined where no total is given. */
function totalsOf(
  rows: Record<string, unknown>[],
  side: "reference" | "shifted",
  { total }: RobustnessOfTableOptions,
  need: Need,
): number[] | undefined {
  const given = typeof total === "object" ? total[side] : total;
  if (given === undefined) return undefined;
  const column = typeof given === "string" ? need(given, "total") : undefined;
  return rows.map((row, i) => {
    const count =
      column === undefined ? Number(given) : parseNumber(row[column]);
    if (Number.isInteger(count) && count > 0) return count;
    throw new RangeError(
      `The total of row ${i + 1} is ${JSON.stringify(column === undefined ? given : row[column])}, expected a whole number of examples above 0.`,
    );
  });
}

function baselineFlags(
  rows: Record<string, unknown>[],
  models: string[],
  {
    baseline = { column: "training", is: "scratch" },
  }: RobustnessOfTableOptions,
  need: Need,
): boolean[] {
  if ("column" in baseline) {
    const column = need(baseline.column, "that tells baselines");
    const wanted = [baseline.is].flat();
    const values = rows.map((row) => String(row[column]).trim());
    const stray = wanted.find((value) => !values.includes(value));
    if (stray !== undefined) {
      throw new RangeError(
        `No row has "${stray}" in column "${column}", so none is a baseline. ${nearestName(stray, [...new Set(values)])}`,
      );
    }
    return values.map((value) => wanted.includes(value));
  }
  const stray = baseline.find((name) => !models.includes(name));
  if (stray !== undefined) {
    throw new RangeError(
      `The baseline "${stray}" is no model of the table. ${nearestName(stray, models)}`,
    );
  }
  return models.map((name) => baseline.includes(name));
}
