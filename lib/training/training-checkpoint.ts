import type { NetworkWeights } from "../models/weights";
import type { Evaluation } from "./evaluate";

/** A point along a run. */
export interface TrainingCheckpoint {
  /** Steps done. */
  step: number;
  /** Epochs done; a fraction between two. */
  epoch: number;
  /** Mean loss since the checkpoint before. */
  loss: number;
  /** Learning rate of the last step. */
  learningRate: number;
  /** By the names given in `evaluate`. */
  evaluations: Record<string, Evaluation>;
  /** Where `keepWeights` was asked for. */
  weights?: NetworkWeights;
}
