import type { ColumnTable } from "arquero";
import type { Profile } from "../../runs";
import { resultsToShow } from "../shared/results-to-show";
import { inheritance } from "./declare";

/** The study's results as a notebook shows them; see `resultsToShow`. */
export const inheritanceResults = (profile: Profile): Promise<ColumnTable> =>
  resultsToShow(inheritance, profile);
