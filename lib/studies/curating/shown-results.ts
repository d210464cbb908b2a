import type { ColumnTable } from "arquero";
import {
  isFresh,
  runExperiment,
  storedResults,
  type Profile,
} from "../../runs";
import { curating } from "./declare";

/** The study's results as a notebook shows them; see `complementaryResults`. @throws Error where runs failed. */
export async function curatingResults(profile: Profile): Promise<ColumnTable> {
  if (profile === "small" || isFresh())
    return runExperiment(curating, { profile });
  return storedResults(curating, { profile });
}
