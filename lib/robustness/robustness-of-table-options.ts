import { optionChecker } from "../files";
import {
  anything,
  level as levelKind,
  oneOf,
  share,
  text,
} from "../files/option-kinds";
import { accuracyScale, type AccuracyScale } from "./scale";
import { type AccuracyUnit } from "./table-accuracies";

/** Options of `robustnessOfTable`. */
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

export const checkTableOptions = optionChecker<RobustnessOfTableOptions>(
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
