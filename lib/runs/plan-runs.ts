import type { Experiment, Profile } from "./experiment";
import type { Run } from "./run";
import type { RunRecord } from "./store/results-index";
import { namedRuns, plannedRuns, studyNamed, type Study } from "./study";

/** What can be carried out: an experiment, several, a study, or the name of one. */
export type Experimental = Experiment | readonly Experiment[] | Study | string;

/** Gives the runs that are asked for, given what is done. */
export function planner(
  what: Experimental,
  profile: Profile,
): (records: ReadonlyMap<string, RunRecord>) => Run[] {
  if (typeof what === "string") return planner(studyNamed(what), profile);
  if ("declare" in what) {
    return (records) => plannedRuns(what, profile, records);
  }
  const experiments = "seeds" in what ? [what] : what;
  const runs = [...namedRuns(experiments).values()].flat();
  return () => runs;
}

/** The name of what is asked for, where it is a study. */
export const studyName = (what: Experimental): string | undefined =>
  typeof what === "string" ? what : "declare" in what ? what.name : undefined;

/** Different experiments may ask for the same run. */
export const uniqueRuns = (runs: readonly Run[]): Run[] => [
  ...new Map(runs.map((run) => [run.id, run])).values(),
];
