import { setTimeout as sleep } from "node:timers/promises";
import { lackedBy } from "./needed-runs";
import type { Run } from "./run";
import { claimOf } from "./store/claims";
import type { Store } from "./store/store";

const CLAIMED_POLL_MS = 500;

/** Carries out runs; those that other processes have claimed, or whose needs they have, are tried again once they are free. */
export async function untilNoneIsClaimed(
  runs: readonly Run[],
  store: Store,
  signal: AbortSignal,
  execute: (
    runs: readonly Run[],
    onSkipped: (run: Run) => void,
  ) => Promise<void>,
): Promise<void> {
  let left = runs;
  while (left.length > 0) {
    const skipped: Run[] = [];
    await execute(left, (run) => skipped.push(run));
    signal.throwIfAborted();
    const isClaimed = ({ id }: Run) => claimOf(store, id) !== undefined;
    const lacked = (run: Run) => lackedBy(run, store);
    // What lacks a run that nobody is at is planned anew: that run failed, or its artefacts are gone.
    left = skipped.filter((run) => lacked(run).every(isClaimed));
    if (left.length === 0) return;
    do await sleep(CLAIMED_POLL_MS, undefined, { signal });
    while (left.every((run) => isClaimed(run) || lacked(run).some(isClaimed)));
  }
}
