import type { Json } from "../../files/canonical-json";
import type { Profile } from "../../runs/experiment";

/** Birds or cats, drawn, on photographs of ships, which show water, or of deer, horses and frogs, which show land. */
export const task = {
  classes: [["bird"], ["cat"]],
  grounds: [["ship"], ["deer", "horse", "frog"]],
  sides: [20, 28],
};

/** What may give the class away. */
export const cues = ["ground", "tint"] as const;

/** One of {@link cues}. */
export type Cue = (typeof cues)[number];

/** A set to learn from, as `placed` runs take it, and what it is called. */
export interface Curation {
  name:
    | "biased"
    | "balanced"
    | "curated"
    | "curated, both kinds"
    | "one kind, no pairs";
  /** Share of images whose cue agrees with the class, of biased ones. */
  strength: number | null;
  set: { count: number; cue: number | "first" | "both"; pairs: boolean };
}

export const biased = (count: number, strength: number): Curation => ({
  name: "biased",
  strength,
  set: { count, cue: strength, pairs: false },
});

export const balanced = (count: number): Curation => ({
  name: "balanced",
  strength: null,
  set: { count, cue: "both", pairs: false },
});

/** Counterfactual pairs of one kind of photograph or colour alone. */
export const curated = (count: number): Curation => ({
  name: "curated",
  strength: null,
  set: { count, cue: "first", pairs: true },
});

/** The same of both kinds. */
export const diverse = (count: number): Curation => ({
  name: "curated, both kinds",
  strength: null,
  set: { count, cue: "both", pairs: true },
});

/** Of one kind, too, but each photograph once. */
export const unpaired = (count: number): Curation => ({
  name: "one kind, no pairs",
  strength: null,
  set: { count, cue: "first", pairs: false },
});

/** A way to a network. */
export interface Arm {
  model: { name: string; [option: string]: Json };
  pretraining: "none" | "imagenet";
  method: "from-scratch" | "full" | "linear-probe";
  /** Images that all epochs show together, at most and for the smallest sets in epochs. */
  shown: number;
  epochs: [least: number, most: number];
  /** To choose from, apart for large and for small sets. */
  rates: number[];
}

const scratch: Arm = {
  model: { name: "residual-cnn", stemStrides: 2 },
  pretraining: "none",
  method: "from-scratch",
  shown: 10000,
  epochs: [10, 60],
  rates: [3e-3, 1e-2, 3e-2],
};
const lite = (method: Arm["method"], rates: number[]): Arm => ({
  model: { name: "efficientnet-lite0", inputSize: 64 },
  pretraining: "imagenet",
  method,
  shown: 2560,
  epochs: [4, 40],
  rates,
});

/** How much is computed. */
export interface Plan {
  seeds: number[];
  /** Images held out to choose by, and test images. */
  validation: number;
  test: number;
  batchSize: number;
  arms: Arm[];
  /** What is asked first, and then, once all of it is done. */
  stages: { cues: readonly Cue[]; sets: Curation[] }[];
}

/** Size of the biased set, and of the curated one that the paper's is as large as. */
export const LARGE = 1000;
export const SMALL = 64;
/** How often the cue of the biased set agrees with the class. */
export const STRENGTH = 0.95;

const main = [biased(LARGE, STRENGTH), balanced(LARGE), curated(SMALL)];
const frozen = lite("linear-probe", [1]);

export const plans: { [profile in Profile]: Plan } = {
  small: {
    seeds: [1, 2],
    validation: 100,
    test: 200,
    batchSize: 32,
    arms: [{ ...scratch, shown: 2000, epochs: [2, 8], rates: [1e-2] }, frozen],
    stages: [
      { cues: ["ground"], sets: [biased(400, STRENGTH), curated(SMALL)] },
    ],
  },
  full: {
    seeds: [1, 2, 3, 4],
    validation: 400,
    test: 800,
    batchSize: 32,
    arms: [scratch, lite("full", [3e-4, 1e-3, 3e-3]), frozen],
    stages: [
      { cues: ["ground"], sets: main },
      { cues: ["tint"], sets: main },
      { cues: ["ground"], sets: [8, 16, 32, 128, 256, 512].map(curated) },
      {
        cues: ["ground"],
        sets: [...[16, 64, 256].map(diverse), unpaired(SMALL)],
      },
      { cues, sets: [0.9, 0.99].map((strength) => biased(LARGE, strength)) },
      { cues: ["tint"], sets: [16, 256].map(curated) },
    ],
  },
};
