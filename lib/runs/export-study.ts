import { writeCommitted } from "./store/committed-results";
import type { Profile } from "./experiment";
import { readExamples } from "./store/read-examples";
import { allRecords, recordsOf } from "./store/results";
import { committedFolder, type Store } from "./store/store";
import { plannedRuns, type Study } from "./study";
import { uniqueRuns } from "./sweep";

/**
 * Writes the results of all runs of a study as files to be committed; see {@link writeCommitted}.
 *
 * @returns paths of the files.
 * @throws Error where a run of the study has no result.
 */
export function exportStudy(
  study: Study,
  profile: Profile,
  store: Store,
): string[] {
  const { name, description } = study;
  const records = allRecords(store);
  const runs = uniqueRuns(plannedRuns(study, profile, records));
  const missing = runs.filter(({ id }) => !records.has(id)).length;
  const command = `npm run sweep -- ${name} --profile ${profile}`;
  if (missing > 0) {
    throw new Error(
      `${missing} of ${runs.length} runs of study "${name}" have no result, so that there is nothing whole to export: ${command}`,
    );
  }
  const examples = study.keepExamples
    ? runs.flatMap(({ id }) => {
        const found = readExamples(store, id);
        return found ? [[id, found] as const] : [];
      })
    : [];
  return writeCommitted(
    store.committed ?? committedFolder(),
    { study: name, description, profile, command: `${command} --export` },
    recordsOf(runs, records),
    new Map(examples),
  );
}
