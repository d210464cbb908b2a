import type { Profile } from "../../runs/experiment";
import type { ShiftSpec } from "../../shifts";
import { inSupport, naturalSets, outOfSupport } from "../synthetic-shifts/plan";

/** What a domain classifier is, as a `domain-scores` run takes it. */
export type Classifier =
  | { method: "linear"; l2: number }
  | { method: "cnn"; epochs: number; learningRate: number }
  | { method: "neighbours"; k: number };

/** Ways to tell domains apart: logistic regression on frozen ImageNet features, a small network on pixels, nearest neighbours in the same features. */
export type ClassifierMethod = Classifier["method"];

/** How much is computed. */
export interface NaturalPlan {
  /** Photographs of the reference set, and of each shifted one. */
  reference: number;
  shifted: number;
  /** Images of a mixture. */
  mixed: number;
  folds: number;
  /** What each way to tell domains apart is tried with; the best AUC on the first fold decides. */
  candidates: { [method in ClassifierMethod]: Classifier[] };
  /** Shares of the new part in mixtures with a known answer, and seeds of how they are mixed. */
  shares: number[];
  mixtureSeeds: number[];
  /** Whether the laboratory's made shifts are measured, too. */
  madeShifts: { [name: string]: ShiftSpec };
}

/** What is new in a mixture with a known answer. */
export const freshParts: {
  [name: string]: { set: string } | { shift: ShiftSpec };
} = {
  drawings: { set: "drawings" },
  "photographs on their side": {
    shift: { name: "unseen rotation", strength: 0.5 },
  },
};

/** The natural shifts: drawings of CIFAR-10's classes. */
export const naturalShiftSets: string[] = naturalSets;

/** A shift as prose and figures have it. */
export const spokenName = (shift: string): string =>
  shift.replaceAll("-", " ").replace(/, mixture 1$/, "");

const linear = (l2: number): Classifier => ({ method: "linear", l2 });
const cnn = (epochs: number, learningRate: number): Classifier => ({
  method: "cnn",
  epochs,
  learningRate,
});
const neighbours = (k: number): Classifier => ({ method: "neighbours", k });
export const naturalPlans: { [profile in Profile]: NaturalPlan } = {
  small: {
    reference: 400,
    shifted: 200,
    mixed: 200,
    folds: 5,
    candidates: {
      linear: [linear(1e-2), linear(1e-1)],
      cnn: [cnn(1, 1e-2)],
      neighbours: [neighbours(20)],
    },
    shares: [0.5, 0.1],
    mixtureSeeds: [1],
    madeShifts: {
      "spurious tint": inSupport["spurious tint"],
      "vertical flip": outOfSupport["vertical flip"],
      negative: outOfSupport.negative,
      noise: outOfSupport.noise,
    },
  },
  full: {
    reference: 4000,
    shifted: 2000,
    mixed: 1600, // half of them drawings, of which there are 806
    folds: 10,
    candidates: {
      linear: [1e-1, 1, 10, 100, 1000].map(linear),
      cnn: [2, 5].flatMap((epochs) =>
        [3e-3, 1e-2].map((rate) => cnn(epochs, rate)),
      ),
      neighbours: [10, 20, 50, 100].map(neighbours),
    },
    shares: [0.5, 0.1, 0.02],
    mixtureSeeds: [1, 2, 3],
    madeShifts: { ...inSupport, ...outOfSupport },
  },
};
