import type { Run } from "./run";
import { runId } from "./run-id";
import { runKind } from "./run-kinds";
import { hasArtefacts } from "./store/artefacts";
import type { Store } from "./store/store";

/**
 * Runs to be done, and those that they need whose artefacts are not in the store (never made, or deleted), though their results may be known. The
 * first repetition of all comes before the second, and what is needed before what needs it.
 */
export function inOrderOfNeed(runs: readonly Run[], store: Store): Run[] {
  const all = new Map(runs.map((run) => [run.id, run]));
  const depths = new Map<string, number>();
  const depthOf = (run: Run): number => {
    const lacking = lackedBy(run, store);
    for (const needed of lacking)
      if (!all.has(needed.id)) all.set(needed.id, needed);
    const depth = Math.max(
      0,
      ...lacking.map(
        (needed) => 1 + (depths.get(needed.id) ?? depthOf(needed)),
      ),
    );
    depths.set(run.id, depth);
    return depth;
  };
  for (const run of runs) depthOf(run);
  const seedOf = ({ spec }: Run) => Number(spec.seed);
  return [...all.values()].sort(
    (a, b) => seedOf(a) - seedOf(b) || depths.get(a.id)! - depths.get(b.id)!,
  );
}

/** The runs that a run needs, under its own experiment's name. */
export const neededBy = ({ spec, experiment }: Run): Run[] =>
  (runKind(spec.kind).needs?.(spec) ?? []).map((needed) => ({
    id: runId(needed),
    spec: needed,
    experiment: `needed by ${experiment}`,
  }));

/** Those of them whose artefacts are not in the store. */
export const lackedBy = (run: Run, store: Store): Run[] =>
  neededBy(run).filter(({ id }) => !hasArtefacts(store, id));
