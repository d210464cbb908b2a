import { setImmediate } from "node:timers/promises";
import { reportProgress, type Progress } from "../notebook/progress";
import type { Batch } from "./batches";
import type { CheckpointMaker } from "./checkpoints";
import type { TrainingHistory } from "./history";
import type { Recipe } from "./recipe";
import { learningRateAt } from "./schedule";
import type { TrainStep } from "./train-step";

/** What a run's loop is made of. */
export interface LoopParts {
  recipe: Recipe;
  batches: Iterator<Batch, never>;
  step: TrainStep;
  /** Filled in as the loop goes; as long as steps are planned. */
  history: TrainingHistory;
  checkpoints: CheckpointMaker;
  /** After which numbers of steps there is a checkpoint. */
  isCheckpoint: (done: number) => boolean;
  /** Ends the loop early, after the step at hand, with a checkpoint. */
  signal: AbortSignal | undefined;
  /** Ends it with an error. */
  interrupted: AbortSignal;
  progress: Progress;
}

/**
 * Takes step after step, with checkpoints on the way and one at the end.
 *
 * @returns steps done, seconds spent in them, and images trained on in one of those.
 * @throws TrainingDivergedError where a loss, a gradient or a weight is no number.
 */
export async function trainingLoop(
  parts: LoopParts,
): Promise<{ steps: number; seconds: number; imagesPerSecond: number }> {
  const { batches, history, checkpoints, interrupted, signal } = parts;
  const planned = history.losses.length;
  const report = reportProgress(parts.progress);
  let done = 0;
  let images = 0;
  let milliseconds = 0;
  let lastPause = performance.now();
  try {
    // Node's vm takes the signal of the stop button for itself while the synchronous part of a cell runs.
    await setImmediate();
    while (done < planned && !(signal?.aborted && done > 0)) {
      interrupted.throwIfAborted();
      const started = performance.now();
      const batch = batches.next().value;
      const loss = takeStep(parts, batch, done);
      done += 1;
      images += batch.labels.length;
      const now = performance.now();
      milliseconds += now - started;
      report.update({
        step: done,
        steps: planned,
        loss,
        imagesPerSecond: (1000 * images) / milliseconds,
        secondsLeft: ((planned - done) * milliseconds) / done / 1000,
      });
      if (parts.isCheckpoint(done)) await checkpoints.make(done);
      if (now - lastPause > 50) {
        await setImmediate(); // lets signals and timers through
        lastPause = performance.now();
      }
    }
    if (checkpoints.made.at(-1)?.step !== done) await checkpoints.make(done);
  } finally {
    report.end();
  }
  return {
    steps: done,
    seconds: milliseconds / 1000,
    imagesPerSecond: (1000 * images) / milliseconds,
  };
}

/** One step, noted in the history; gives its loss. */
function takeStep(
  { recipe, step, history, checkpoints }: LoopParts,
  batch: Batch,
  done: number,
): number {
  const learningRate = learningRateAt(recipe, done, history.losses.length);
  const { loss, gradientNorm } = step.run(batch, learningRate, done);
  if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
    checkpoints.giveUp(done, learningRate);
  }
  history.losses[done] = loss;
  history.learningRates[done] = learningRate;
  history.gradientNorms[done] = gradientNorm;
  return loss;
}
