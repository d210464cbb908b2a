import type { ColumnTable } from "arquero";
import { nearestName } from "../files";
import type { Run } from "./run";
import type { Experiment, Profile } from "./experiment";
import { tableOf } from "./store/results";
import type { RunRecord } from "./store/results-index";
import { runsOf } from "./runs-of";

/** Experiments that belong together: what `npm run sweep -- NAME` carries out. */
export interface Study {
  name: string;
  /** What it asks, in a sentence. */
  description: string;
  /** Of which runs its committed results hold the numbers for each example, too. Default none. */
  keepExamples?: (run: Run) => boolean;
  /**
   * Its experiments. Asked again once all that it declared are done, with their results, until it declares nothing new: so that a later
   * stage can build on what an earlier one found, such as the best learning rate.
   *
   * @param results of what was declared so far, as of {@link resultsOf}; no rows at first.
   */
  declare(profile: Profile, results: ColumnTable): Experiment[];
}

const known = new Map<string, Study>();

/**
 * Makes a study known by its name.
 *
 * @throws Error where another study has that name, or it is no name for a file.
 */
export function registerStudy(study: Study): void {
  const { name } = study;
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    throw new Error(
      `A study cannot be called ${JSON.stringify(name)}: its files are, so use small letters, digits and "-".`,
    );
  }
  const other = known.get(name);
  if (other && other !== study) {
    throw new Error(`There is a study "${name}" already.`);
  }
  known.set(name, study);
}

/** All registered studies, sorted by name. */
export const studies = (): Study[] =>
  [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));

/**
 * The study of that name.
 *
 * @throws Error for an unknown name, with the nearest known one.
 */
export function studyNamed(name: string): Study {
  const study = known.get(name);
  if (study) return study;
  throw new Error(
    `There is no study "${name}". ${nearestName(name, [...known.keys()])}`,
  );
}

/** Far more than the stages of any study. */
const MOST_ROUNDS = 20;

/**
 * All runs that a study declares as far as its results go: where some are missing, more may follow once they are done.
 *
 * @throws Error where two experiments have the same name, one is not valid, or the study never stops declaring more.
 */
export function plannedRuns(
  study: Study,
  profile: Profile,
  records: ReadonlyMap<string, RunRecord>,
): Run[] {
  const runsByName = new Map<string, Run[]>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const runs = [...runsByName.values()].flat();
    const declared = study.declare(profile, tableOf(runs, records));
    const ids = new Set(runs.map(({ id }) => id));
    for (const [name, runs] of namedRuns(declared)) runsByName.set(name, runs);
    const all = [...runsByName.values()].flat();
    const complete = all.every(({ id }) => records.has(id));
    if (!complete || all.every(({ id }) => ids.has(id))) return all;
  }
  throw new Error(
    `Study "${study.name}" declared more experiments ${MOST_ROUNDS} times: it must come to an end.`,
  );
}

/**
 * The runs of several experiments, by the experiment's name.
 *
 * @throws Error where two have the same name, or one is not valid.
 */
export function namedRuns(
  experiments: readonly Experiment[],
): Map<string, Run[]> {
  const runs = new Map<string, Run[]>();
  for (const experiment of experiments) {
    const { name } = experiment;
    if (runs.has(name)) {
      throw new Error(
        `Two experiments are called ${JSON.stringify(name)}: their results could not be told apart.`,
      );
    }
    runs.set(name, runsOf(experiment));
  }
  return runs;
}
