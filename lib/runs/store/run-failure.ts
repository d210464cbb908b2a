import { readFileSync } from "node:fs";
import { writeWhole } from "../../files";
import type { Run } from "../run";
import { runFiles, writing, type Store } from "./store";

/** Why a run failed. */
export interface RunFailure {
  run: string;
  experiment: string;
  message: string;
  /** How often it has been tried. */
  attempts: number;
  /** When it failed last, ISO 8601. */
  failed: string;
}

/**
 * Notes that a run failed, and how often by now.
 *
 * @throws StoreError where it cannot be written.
 */
export function writeFailure(store: Store, run: Run, message: string): void {
  const failure: RunFailure = {
    run: run.id,
    experiment: run.experiment,
    message,
    attempts: 1 + (readFailure(store, run.id)?.attempts ?? 0),
    failed: new Date().toISOString(),
  };
  writing(store, `note the failure of run ${run.id}`, () =>
    writeWhole(runFiles(store, run.id).failure, `${JSON.stringify(failure)}\n`),
  );
}

/** Why a run failed; undefined where it did not, or its note cannot be read. */
export function readFailure(store: Store, id: string): RunFailure | undefined {
  try {
    return JSON.parse(
      readFileSync(runFiles(store, id).failure, "utf8"),
    ) as RunFailure;
  } catch {
    return undefined;
  }
}
