import { diagnoseLine, type LineDiagnosis } from "./diagnose-line";
import { groupRobustness } from "./group-robustness";
import { meanInterval, type Interval } from "./mean-interval";
import { measureModels } from "./measure-models";
import { modelsOfTable, pickPairs, type NamedPairs } from "./models-of-table";
import { readTable, type ModelTable } from "./read-table";
import {
  checkTableOptions,
  type RobustnessOfTableOptions,
} from "./robustness-of-table-options";
import { verdictOf, type Verdict } from "./verdict";

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
  checkTableOptions(options);
  const { scale = "probit", level, leastRSquared } = options;
  const { pairs, isBaseline, groupOf, dropped, columns } = modelsOfTable(
    readTable(table),
    options,
  );
  const rows = [...pairs.models.keys()];
  const others = rows.filter((row) => !isBaseline[row]);
  const baseline = pickPairs(
    pairs,
    rows.filter((row) => isBaseline[row]),
  );
  const usedAt = others.map((row) => pairs.reference[row]);
  const diagnosis = diagnoseLine(baseline, { scale, leastRSquared, usedAt });
  const measured = new Map(
    measureModels(baseline, pickPairs(pairs, others), diagnosis, level).map(
      (interval, i) => [others[i], interval],
    ),
  );
  const summary = (group: string, of: number[]) =>
    summarise(group, {
      baseline,
      members: pickPairs(pairs, of),
      measured: of.map((row) => measured.get(row)!),
      diagnosis,
      level,
    });
  const [weakest, strongest] = diagnosis.referenceRange;
  return {
    measure: diagnosis.isLine ? "effective robustness" : "matched difference",
    diagnosis,
    models: rows.map((row): TableModel => {
      const reference = pairs.reference[row];
      return {
        model: pairs.models[row],
        group: isBaseline[row] ? undefined : groupOf[row],
        reference,
        shifted: pairs.shifted[row],
        robustness: measured.get(row),
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

/** A group's mean with its interval: of one model that of the model; of several by the line or, where there is none, over the models. */
function summarise(
  group: string,
  {
    baseline,
    members,
    measured,
    diagnosis: { isLine, line },
    level,
  }: {
    baseline: NamedPairs;
    members: NamedPairs;
    measured: readonly Interval[];
    diagnosis: LineDiagnosis;
    level: number | undefined;
  },
): TableGroup {
  const several = () =>
    isLine
      ? groupRobustness(baseline, members, { scale: line.scale, level })
      : meanInterval(
          measured.map((each) => each.mean),
          { level },
        );
  const { mean, lower, upper } = measured.length > 1 ? several() : measured[0];
  const count = measured.length;
  const verdict = verdictOf({ lower, upper });
  return { group, count, mean, lower, upper, verdict };
}
