import type { Run } from "./run";
import { neededBy } from "./needed-runs";
import { deleteArtefacts } from "./store/artefacts";
import type { Store } from "./store/store";

/**
 * Deletes what runs have handed on, such as weights, where no run that is still to be done needs it. Results stay; where a later run asks for what
 * was deleted, a sweep makes it again.
 *
 * @param planned the runs of a study; what they need counts as theirs, other studies' artefacts are left alone.
 * @param isDone of a run's id; one that has failed, or is being carried out, is not done.
 * @returns how many files were deleted, and of how many runs.
 */
export function pruneArtefacts(
  planned: readonly Run[],
  isDone: (id: string) => boolean,
  store: Store,
): { files: number; runs: number } {
  const kept = idsOf(withNeeds(planned.filter(({ id }) => !isDone(id))));
  const deleted = [...idsOf(withNeeds(planned))]
    .filter((id) => !kept.has(id))
    .map((id) => deleteArtefacts(store, id))
    .filter((files) => files > 0);
  return {
    files: deleted.reduce((sum, files) => sum + files, 0),
    runs: deleted.length,
  };
}

/** The runs, those that they need, and so on. */
function withNeeds(runs: readonly Run[]): Run[] {
  const all = new Map<string, Run>();
  const add = (run: Run) => {
    if (all.has(run.id)) return;
    all.set(run.id, run);
    neededBy(run).forEach(add);
  };
  runs.forEach(add);
  return [...all.values()];
}

const idsOf = (runs: readonly Run[]) => new Set(runs.map(({ id }) => id));
