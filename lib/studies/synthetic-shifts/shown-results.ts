import { escape, type ColumnTable } from "arquero";
import type { Profile } from "../../runs";
import { resultsToShow } from "../shared/results-to-show";
import { stagesAsked, syntheticShifts } from "./declare";
import { plans } from "./plan";

/**
 * The study's results as a notebook shows them, see `resultsToShow`; of what is stored, its whole stages alone.
 *
 * @returns a table, one row an evaluation.
 * @throws Error where runs failed.
 */
export const syntheticShiftsResults = async (
  profile: Profile,
): Promise<ColumnTable> =>
  ofWholeStages(profile, await resultsToShow(syntheticShifts, profile));

/** Those of the stages all of whose experiments have a result for each seed. */
export function ofWholeStages(
  profile: Profile,
  results: ColumnTable,
): ColumnTable {
  const whole = new Set(
    stagesAsked(plans[profile], results)
      .filter(({ isDone }) => isDone)
      .flatMap(({ experiments }) => experiments.map(({ name }) => name)),
  );
  return results
    .filter(
      escape(({ experiment }: { experiment: string }) => whole.has(experiment)),
    )
    .reify();
}

/**
 * What the study's plan asks and has no results yet, in a sentence; undefined where all is there.
 *
 * @param results of whole stages.
 */
export function openText(
  profile: Profile,
  results: ColumnTable,
): string | undefined {
  const { stages } = plans[profile];
  const whole = stagesAsked(plans[profile], results).filter(
    ({ isDone }) => isDone,
  ).length;
  const open = stages.slice(whole).map(({ references, arms }) => {
    const networks = [
      ...new Set(arms.map(({ model, method }) => `${model.name} (${method})`)),
    ];
    return `- on ${references.join(", ")}: ${networks.join(", ")}`;
  });
  if (open.length === 0) return undefined;
  return `Of the study's ${stages.length} stages ${whole} are shown. Not computed yet (\`npm run sweep -- synthetic-shifts\`):\n\n${open.join("\n")}`;
}
