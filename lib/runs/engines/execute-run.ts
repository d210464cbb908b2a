import { once } from "node:events";
import { claimRun } from "../store/claims";
import type { Run } from "../run";
import type { RunContext } from "../run-kind";
import { hasResult } from "../store/read-result";
import { removeUnfinished } from "../store/remove-unfinished";
import { writeFailure } from "../store/run-failure";
import { writeResult } from "../store/write-result";
import {
  ArtefactGoneError,
  hasArtefacts,
  readArtefacts,
} from "../store/artefacts";
import { lackedBy } from "../needed-runs";
import { runId } from "../run-id";
import { runKind } from "../run-kinds";
import { StoreError, type Store } from "../store/store";

/** How a run ended. "skipped": another process has claimed it, or what it needs is not there yet. "stopped": it was aborted. */
export type RunEnd =
  { end: "done" | "skipped" | "stopped" } | { end: "failed"; message: string };

/**
 * Carries out one run: claims it, and keeps its result or its failure. What every engine does in the end.
 *
 * @throws StoreError where the store cannot be written.
 */
export async function executeRun(
  run: Run,
  store: Store,
  context: Omit<RunContext, "artefacts">,
): Promise<RunEnd> {
  if (isDone(store, run)) return { end: "done" };
  if (lackedBy(run, store).length > 0) return { end: "skipped" };
  let giveBack: (() => void) | undefined;
  try {
    giveBack = claimRun(store, run.id);
    if (!giveBack) return { end: "skipped" };
    if (isDone(store, run)) return { end: "done" }; // before the claim was ours
    removeUnfinished(store, run.id);
    const started = performance.now();
    const outcome = await abortable(context.signal, () =>
      runKind(run.spec.kind).execute(run.spec, {
        ...context,
        artefacts: (needed) => readArtefacts(store, runId(needed)),
      }),
    );
    writeResult(store, run, outcome, (performance.now() - started) / 1000);
    return { end: "done" };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    if (context.signal.aborted) return { end: "stopped" };
    const { message } = error as Error;
    if (!(error instanceof ArtefactGoneError))
      writeFailure(store, run, message);
    return { end: "failed", message };
  } finally {
    giveBack?.();
  }
}

/** Whether a run has its result and, where its kind hands something on, that too. */
const isDone = (store: Store, { id, spec }: Run): boolean =>
  runKind(spec.kind).yieldsArtefacts?.(spec)
    ? hasArtefacts(store, id)
    : hasResult(store, id);

/** Rejects once the signal is aborted, though the work may not heed it. */
async function abortable<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const settled = new AbortController();
  try {
    return await Promise.race([
      work(),
      once(signal, "abort", { signal: settled.signal }).then(() => {
        throw signal.reason;
      }),
    ]);
  } finally {
    settled.abort();
  }
}
