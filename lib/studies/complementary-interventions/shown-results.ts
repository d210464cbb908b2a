import type { ColumnTable } from "arquero";
import {
  isFresh,
  runExperiment,
  storedResults,
  type Profile,
} from "../../runs";
import { complementaryInterventions } from "./declare";

/**
 * The study's results as a notebook shows them: the full study's as they are stored and committed; the small one's, and all where everything is computed
 * anew (`--fresh`), are computed first.
 *
 * @throws Error where runs failed.
 */
export async function complementaryResults(
  profile: Profile,
): Promise<ColumnTable> {
  if (profile === "small" || isFresh())
    return runExperiment(complementaryInterventions, { profile });
  return storedResults(complementaryInterventions, { profile });
}
