import type { Json } from "../../lib/files/canonical-json";
import type { RunSpec } from "../../lib/runs";
import type { RunRecord } from "../../lib/runs/store/results-index";
import { inverseProbit, probit } from "../../lib/numerics";

/** Test images of a hand-made run: so many that an accuracy is off by less than 1e-9. */
export const TOTAL = 1e9;

/** A run as it is made up here. */
export interface MeasuredRun {
  experiment: string;
  seed?: number;
  labels?: { [name: string]: Json };
  /** Accuracy by split, by epoch. */
  moments: { [epoch: number]: { [split: string]: number } };
}

/** The record of a run with these accuracies. Its name follows from experiment and seed. */
export const measuredRun = ({
  experiment,
  seed = 1,
  labels,
  moments,
}: MeasuredRun): RunRecord => ({
  run: `${experiment}, seed ${seed}`,
  experiment,
  seed,
  labels,
  provenance: {
    revision: null,
    versions: { node: "", tfjs: "", libtensorflow: "" },
    machine: "by hand",
  },
  finished: "2026-01-01T00:00:00.000Z",
  seconds: 1,
  rows: Object.keys(moments)
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((epoch) =>
      Object.entries(moments[epoch]).map(([split, accuracy]) => ({
        epoch,
        split,
        correct: Math.round(accuracy * TOTAL),
        total: TOTAL,
        seconds: 1,
      })),
    ),
});

/** Shifted accuracy on a line of the probit scale, by reference accuracy. */
export const onLine = (reference: number, slope = 0.8, intercept = -0.5) =>
  inverseProbit(slope * probit(reference) + intercept);

/** Reference accuracies of a network from scratch at its moments. */
export const alongRun = [0.3, 0.4, 0.55, 0.7, 0.8, 0.9];

/** A specification's learning rate. */
export const rateOf = ({ recipe }: RunSpec): number =>
  (recipe as { learningRate: number }).learningRate;
