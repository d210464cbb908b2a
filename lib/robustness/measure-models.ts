import type { LineDiagnosis } from "./diagnose-line";
import { modelRobustness } from "./effective-robustness";
import { matchedDifference } from "./matched-difference";
import type { Interval } from "./mean-interval";
import { onScale } from "./scale";
import type { NamedPairs } from "./models-of-table";

/** Each model's robustness with its interval, by the line or, where there is none, by its neighbours. */
export function measureModels(
  baseline: NamedPairs,
  group: NamedPairs,
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
