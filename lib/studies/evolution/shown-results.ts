import type { ColumnTable } from "arquero";
import type { Profile } from "../../runs";
import { resultsToShow } from "../shared/results-to-show";
import { averageName } from "./averaged-runs";
import { evolution } from "./declare";
import { nameOf } from "./followed-runs";
import { plans } from "./plan";

/** The study's results as a notebook shows them, finished stages or not; see `resultsToShow`. */
export const evolutionResults = (profile: Profile): Promise<ColumnTable> =>
  resultsToShow(evolution, profile);

/**
 * What the study's plan asks and has no results yet, in Markdown; undefined where all is there.
 *
 * @param results as of {@link evolutionResults}.
 */
export function evolutionOpenText(
  profile: Profile,
  results: ColumnTable,
): string | undefined {
  const rows = results.objects() as { experiment: string; seed: number }[];
  const done = new Set(
    rows.map(({ experiment, seed }) => `${experiment} ${seed}`),
  );
  const plan = plans[profile];
  const open = plan.stages.flatMap(
    ({ references, arms, shares, onWholeTestSet, seeds = plan.seeds }) =>
      references.flatMap((reference) => {
        const part = onWholeTestSet ? "answers" : "train";
        const asked = arms.map((arm) => `${part}, ${nameOf(reference, arm)}`);
        const averages = (shares ?? []).map(
          (share) => `train, ${averageName(reference, share)}`,
        );
        return [...asked, ...averages].filter((name) =>
          seeds.some((seed) => !done.has(`${name} ${seed}`)),
        );
      }),
  );
  if (open.length === 0) return undefined;
  const list = open.map((name) => `- ${name}`).join("\n");
  return `Not computed yet, or not with all seeds (\`npm run sweep -- evolution\`):\n\n${list}`;
}
