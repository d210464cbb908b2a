import { writeCommitted } from "./store/committed-results";
import type { Profile } from "./experiment";
import { readExamples } from "./store/read-examples";
import { allRecords, recordsOf } from "./store/results";
import { committedFolder, type Store } from "./store/store";
import { plannedRuns, type Study } from "./study";
import { uniqueRuns } from "./plan-runs";

/**
 * Writes the results that a study has as files to be committed; see {@link writeCommitted}. Of a study that is not done yet, those that are there:
 * the files say how many runs are missing, and a later sweep goes on from them.
 *
 * @returns paths of the files.
 * @throws Error where no run of the study has a result.
 */
export function exportStudy(
  study: Study,
  profile: Profile,
  store: Store,
): string[] {
  const { name, description } = study;
  const records = allRecords(store, name);
  const runs = uniqueRuns(plannedRuns(study, profile, records));
  const missing = runs.filter(({ id }) => !records.has(id)).length;
  const command = `npm run sweep -- ${name} --profile ${profile}`;
  if (missing === runs.length) {
    throw new Error(
      `None of the ${runs.length} runs of study "${name}" has a result, so that there is nothing to export: ${command}`,
    );
  }
  const keepsExamples = study.keepExamples ?? (() => false);
  const examples = runs.filter(keepsExamples).flatMap(({ id }) => {
    const found = readExamples(store, id);
    return found ? [[id, found] as const] : [];
  });
  return writeCommitted(
    store.committed ?? committedFolder(),
    {
      study: name,
      description,
      profile,
      command: `${command} --export`,
      missing,
    },
    recordsOf(runs, records),
    new Map(examples),
  );
}
