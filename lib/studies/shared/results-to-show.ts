import type { ColumnTable } from "arquero";
import {
  isFresh,
  runExperiment,
  storedResults,
  type Profile,
  type Study,
} from "../../runs";

/**
 * A study's results as a notebook shows them: the full study's as they are stored and committed; the small one's, and all where everything is computed
 * anew (`--fresh`), are computed first.
 *
 * @returns a table, one row an evaluation.
 * @throws Error where runs failed.
 */
export async function resultsToShow(
  study: Study,
  profile: Profile,
): Promise<ColumnTable> {
  return profile === "small" || isFresh()
    ? runExperiment(study, { profile })
    : storedResults(study, { profile });
}
