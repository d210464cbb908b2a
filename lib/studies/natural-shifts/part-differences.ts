import { meanInterval, type Interval } from "../../robustness";
import { welchInterval } from "../../robustness/welch-interval";
import type { PartRobustness } from "./parts";

/** How much more pre-training brings out of support than in support, within one shift; fractions. */
export interface PartDifference extends Interval {
  shift: string;
}

/**
 * Robustness out of support minus that in support of each shift of which both parts are measured. Repetitions are paired, as the same networks answer on
 * both parts; the parts' images are different ones, so that their errors add up.
 *
 * @param parts of `partsOf` or `knownParts`.
 * @param options.level default 0.95.
 */
export function partDifferences(
  parts: readonly PartRobustness[],
  { level = 0.95 }: { level?: number } = {},
): PartDifference[] {
  const measured = (shift: string, part: PartRobustness["part"]) =>
    parts.find((each) => each.shift === shift && each.part === part)
      ?.robustness;
  const shifts = [...new Set(parts.map(({ shift }) => shift))];
  return shifts.flatMap((shift): PartDifference[] => {
    const inside = measured(shift, "in support");
    const outside = measured(shift, "out of support");
    if (!inside || !outside) return [];
    const paired = outside.replicates.map(
      (value, seed) => value - inside.replicates[seed],
    );
    const { mean } = meanInterval(paired);
    const spread = paired.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    const freedom = paired.length - 1;
    const { lower, upper } = welchInterval(
      mean,
      [
        { variance: spread / freedom / paired.length, freedom },
        ...[inside, outside].map(({ examplesError, examples }) => ({
          variance: examplesError ** 2,
          freedom: examples - 1,
        })),
      ],
      level,
    );
    return [{ shift, mean, lower, upper }];
  });
}
