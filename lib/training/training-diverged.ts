import type { TrainingCheckpoint } from "./training-checkpoint";

/** The loss, a gradient or a weight was no number. The network has been put back to the last good checkpoint. */
export class TrainingDivergedError extends Error {
  override name = "TrainingDivergedError";

  constructor(
    /** The step that failed, from 0. */
    readonly step: number,
    readonly learningRate: number,
    /** The last checkpoint before; undefined where there was none, and the network is as it was at the start. */
    readonly checkpoint: TrainingCheckpoint | undefined,
  ) {
    super(
      `Training diverged at step ${step} (learning rate ${learningRate}): the loss, its gradient or a weight is not finite. ` +
        (checkpoint
          ? `The network is back at the checkpoint after step ${checkpoint.step} (epoch ${checkpoint.epoch.toFixed(2)}). `
          : "The network is back at its initial weights. ") +
        "Lower recipe.learningRate, raise recipe.warmup, or set recipe.clipNorm.",
    );
  }
}
