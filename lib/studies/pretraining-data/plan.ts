import type { Json } from "../../files/canonical-json";
import type { Difficulty } from "../../pretraining/by-difficulty";
import type { Profile } from "../../runs/experiment";
import type { ShiftSpec } from "../../shifts";
import { UNTOUCHED } from "../synthetic-shifts/plan";

/** CIFAR-10's classes by turns: every second one is the task's, the others are pre-trained on. */
export const taskClasses = ["airplane", "bird", "deer", "frog", "ship"];
export const otherClasses = ["automobile", "cat", "dog", "horse", "truck"];

/** A set to pre-train on. */
export interface PretrainingData {
  /** What figures and tables call it. */
  name: string;
  images: number;
  classes: number;
  /** Number of styles, the plain one among them. */
  styles: number;
  difficulty: Difficulty | null;
}

/** Styles besides the plain one; none is a shift that is tested. */
export const styles: ShiftSpec[] = [
  { name: "grey" },
  { name: "noise", strength: 0.1 },
  { name: "blur", strength: 0.5 },
];

/** What the other sets differ from in one property. */
const common: PretrainingData = {
  name: "2,000 images of 5 classes",
  images: 2000,
  classes: otherClasses.length,
  styles: 1,
  difficulty: null,
};
const other = (
  name: string,
  change: Partial<PretrainingData>,
): PretrainingData => ({ ...common, name, ...change });

/** A property of pre-training data, and sets from the least of it to the most. */
export interface Property {
  name: "size" | "classes" | "styles" | "difficulty";
  /** What it is called on an axis. */
  title: string;
  levels: { level: string; data: PretrainingData }[];
}

/** Properties of pre-training data that Andreassen et al. vary; each set differs from the common one in one of them alone. */
export const properties: Property[] = [
  {
    name: "size",
    title: "Images pre-trained on",
    levels: [
      { level: "500", data: other("500 images", { images: 500 }) },
      { level: "2,000", data: common },
      { level: "8,000", data: other("8,000 images", { images: 8000 }) },
    ],
  },
  {
    name: "difficulty",
    title: "Difficulty of images pre-trained on",
    levels: (["easiest", "random", "hardest"] as const).map((difficulty) => ({
      level: difficulty,
      data: other(`${difficulty} third`, { difficulty }),
    })),
  },
  {
    name: "classes",
    title: "Classes pre-trained on",
    levels: [
      { level: "2", data: other("2 classes", { classes: 2 }) },
      { level: "3", data: other("3 classes", { classes: 3 }) },
      { level: "5", data: common },
    ],
  },
  {
    name: "styles",
    title: "Styles pre-trained on",
    levels: [
      { level: "1", data: common },
      { level: "2", data: other("2 styles", { styles: 2 }) },
      { level: "4", data: other("4 styles", { styles: 4 }) },
    ],
  },
];

/** The set of whose images some are shown again. */
export const replayedData = common;

/** The spurious tint of the task's five classes. */
export const TINT = "spurious tint";
const tint: ShiftSpec = {
  name: TINT,
  strength: 0.5,
  classes: taskClasses.length,
};

/** Reference sets, and the shifts that networks of each are tested under. */
export const referenceSets: {
  reference: string;
  shift: ShiftSpec | null;
  met: { [name: string]: ShiftSpec };
}[] = [
  {
    reference: UNTOUCHED,
    shift: null,
    met: {
      "unseen tint": { name: "unseen tint" },
      negative: { name: "inverted contrast" },
    },
  },
  { reference: TINT, shift: tint, met: { [TINT]: tint } },
];

/** Shifts in the order in which they are spoken of. */
export const metShifts: string[] = referenceSets
  .flatMap(({ met }) => Object.keys(met))
  .sort((a, b) => Number(b === TINT) - Number(a === TINT));

/** How long a network is trained on how many images of the task, and when it is looked at; in epochs. */
export interface Course {
  train: number;
  epochs: number;
  moments: number[];
}

/** How much is computed. */
export interface Plan {
  seeds: number[];
  test: number;
  model: { name: string; [option: string]: Json };
  fineTuning: Course;
  /** Networks from scratch: the line. */
  baselines: Course[];
  /** Images that all epochs of a pre-training show together. */
  shown: number;
  /** The pool that difficulty chooses from, and how its score is made. */
  pool: { images: number; splits: number; epochs: number };
  /** What is asked first, and then, once all of it is done. */
  stages: { properties: Property["name"][]; replays?: number[] }[];
}

const model = { name: "residual-cnn", stemStrides: 2 };

export const plans: { [profile in Profile]: Plan } = {
  small: {
    seeds: [1, 2],
    test: 200,
    model,
    fineTuning: { train: 200, epochs: 4, moments: [2] },
    baselines: [{ train: 200, epochs: 8, moments: [2, 4] }],
    shown: 1500,
    pool: { images: 3000, splits: 1, epochs: 1 },
    stages: [{ properties: ["size"] }],
  },
  full: {
    seeds: [1, 2, 3, 4, 5],
    test: 2500,
    model,
    fineTuning: { train: 1000, epochs: 12, moments: [1, 3, 6] },
    baselines: [
      { train: 1000, epochs: 24, moments: [1, 3, 6, 12] },
      { train: 4000, epochs: 8, moments: [0.5, 1, 2, 4] },
    ],
    shown: 32000,
    pool: { images: 6000, splits: 6, epochs: 10 },
    stages: [
      { properties: ["size"] },
      { properties: ["difficulty"] },
      { properties: ["classes", "styles"] },
      { properties: [], replays: [0.25, 1] },
    ],
  },
};
