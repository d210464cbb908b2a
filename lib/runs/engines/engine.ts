import type { Run } from "../run";
import type { Store } from "../store/store";

/** What an engine tells while it carries out runs. Each run ends with exactly one of done, failed and skipped, unless the signal is aborted. */
export interface EngineHooks {
  /** Where it is aborted, the engine stops at once, leaves no claim behind, and resolves. */
  signal: AbortSignal;
  onStarted(run: Run): void;
  /** The share of the run that is done, in [0, 1]. */
  onProgress(run: Run, share: number): void;
  /** Its result lies in the store. */
  onDone(run: Run): void;
  /** Its failure is noted in the store. */
  onFailed(run: Run, message: string): void;
  /** Nothing was done: another process has claimed the run. */
  onSkipped(run: Run): void;
}

/** Something that carries out runs: this process, worker processes, a cluster. */
export interface Engine {
  name: string;
  /** How many runs it carries out at once. */
  parallel: number;
  /**
   * Carries out all runs, each by {@link executeRun}, which claims it, and writes its result or failure into the store.
   *
   * @throws Error where the engine itself cannot go on, as with a store that cannot be written. A failed run is no such error.
   */
  execute(
    runs: readonly Run[],
    store: Store,
    hooks: EngineHooks,
  ): Promise<void>;
}
