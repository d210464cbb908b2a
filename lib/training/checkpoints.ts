import { setImmediate } from "node:timers/promises";
import { getWeights, setWeights } from "../models/weights";
import type { tf } from "../tensorflow/tensorflow";
import { requireFiniteWeights } from "./check-outputs";
import { evaluate, type Evaluation } from "./evaluate";
import type { TrainingHistory } from "./history";
import type { TrainOptions } from "./train-options";
import type { TrainingCheckpoint } from "./training-checkpoint";
import { TrainingDivergedError } from "./training-diverged";

/** Makes the checkpoints of a run, and puts the network back to the last good one. */
export interface CheckpointMaker {
  /** Those made so far. */
  made: TrainingCheckpoint[];
  /**
   * Makes one.
   *
   * @param done steps so far.
   * @throws TrainingDivergedError where a weight is no number.
   */
  make(done: number): Promise<void>;
  /** @throws TrainingDivergedError always, the network being back at the last good checkpoint. */
  giveUp(step: number, learningRate: number): never;
}

/** What makes the checkpoints of a run on a network, which is good as it is now. */
export function checkpointMaker(
  network: tf.LayersModel,
  options: Pick<TrainOptions, "evaluate" | "keepWeights" | "onCheckpoint">,
  run: {
    history: TrainingHistory;
    stepsPerEpoch: number;
    interrupted: AbortSignal;
  },
): CheckpointMaker {
  const { history, stepsPerEpoch, interrupted } = run;
  const made: TrainingCheckpoint[] = [];
  let lastGood = getWeights(network);
  requireFiniteWeights(lastGood, network);

  function giveUp(step: number, learningRate: number): never {
    setWeights(network, lastGood);
    throw new TrainingDivergedError(step, learningRate, made.at(-1));
  }

  async function make(done: number): Promise<void> {
    const learningRate = history.learningRates[done - 1];
    const weights = getWeights(network);
    if (!weights.values.every((values) => values.every(Number.isFinite))) {
      giveUp(done - 1, learningRate);
    }
    lastGood = weights;
    const evaluations: Record<string, Evaluation> = {};
    for (const [name, set] of Object.entries(options.evaluate ?? {})) {
      interrupted.throwIfAborted();
      evaluations[name] = evaluate(network, set, { name });
      await setImmediate();
    }
    const losses = history.losses.subarray(made.at(-1)?.step ?? 0, done);
    const checkpoint: TrainingCheckpoint = {
      step: done,
      epoch: done / stepsPerEpoch,
      loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
      learningRate,
      evaluations,
      ...(options.keepWeights ? { weights } : {}),
    };
    made.push(checkpoint);
    await options.onCheckpoint?.(checkpoint);
  }

  return { made, make, giveUp };
}

/**
 * After which steps there is a checkpoint.
 *
 * @param every as in `TrainOptions`.
 * @throws Error or RangeError for an interval or a time that there is not.
 */
export function checkpointSteps(
  every: number | number[] | undefined,
  stepsPerEpoch: number,
  steps: number,
): (step: number) => boolean {
  if (every === undefined) return (step) => step === steps;
  if (typeof every === "number") {
    if (!(every > 0)) {
      throw new Error(`every is ${every}, expected a number of epochs > 0.`);
    }
    const interval = Math.max(1, Math.round(every * stepsPerEpoch));
    return (step) => step % interval === 0 || step === steps;
  }
  const stray = every.find(
    (epoch) => !(epoch >= 0 && Math.round(epoch * stepsPerEpoch) <= steps),
  );
  if (stray !== undefined) {
    throw new RangeError(
      `every names epoch ${stray}, but the run goes from 0 to ${steps / stepsPerEpoch}: leave it out, or raise recipe.epochs.`,
    );
  }
  const wanted = new Set(
    every.map((epoch) => Math.max(1, Math.round(epoch * stepsPerEpoch))),
  );
  return (step) => wanted.has(step) || step === steps;
}
