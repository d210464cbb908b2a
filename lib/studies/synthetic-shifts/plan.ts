import type { Json } from "../../files/canonical-json";
import type { Profile } from "../../runs/experiment";
import type { ShiftSpec } from "../../shifts";

/** Shifts in support, each with a reference set of its own; strengths as in the paper where it has them. */
export const inSupport: { [shift: string]: ShiftSpec } = {
  "spurious tint": { name: "spurious tint", strength: 0.5 },
  "label shift": { name: "label shift", strength: 0.2 },
  // Crops and mirror images move a patch about, but leave its grey as it is.
  "spurious patch": {
    name: "spurious patch",
    strength: 0.5,
    cue: "grey level",
  },
  "minority subgroup": { name: "minority subgroup", strength: 0.1 },
};

/** The spurious tint at other strengths: how much must a bias be, and how few the images, for pre-training to help against it? */
export const biases: { [shift: string]: ShiftSpec } = Object.fromEntries(
  [0.7, 0.9].map((strength) => [
    `spurious tint, p = ${strength}`,
    { name: "spurious tint", strength },
  ]),
);

/** What a reference set other than the untouched one is made by. */
export const biased: { [shift: string]: ShiftSpec } = {
  ...inSupport,
  ...biases,
};

/** Shifts out of support, tested on networks that learnt from untouched photographs. */
export const outOfSupport: { [shift: string]: ShiftSpec } = {
  "unseen tint": { name: "unseen tint" },
  "vertical flip": { name: "vertical flip" },
  "rotation by 90°": { name: "unseen rotation", strength: 0.5 },
  negative: { name: "inverted contrast" },
  noise: { name: "noise", strength: 0.1 },
  blur: { name: "blur", strength: 0.5 },
  grey: { name: "grey" },
};

/** Natural shifts: registered sets with the classes of the task. */
export const naturalSets: string[] = [
  "drawings-in-colour",
  "drawings-line-art",
];

/** The study's shifts in the order in which they are spoken of. */
export const studiedShifts: string[] = [
  ...Object.keys(inSupport),
  ...Object.keys(outOfSupport),
  ...naturalSets,
];

/** A way to a network: a model, how it starts, how it is adapted. */
export interface Arm {
  model: { name: string; [option: string]: Json };
  pretraining: "none" | "imagenet";
  method: string;
  epochs: number;
  /** When to look besides at the end, in epochs. */
  moments: number[];
  /** Images to train on; without it the study's own number. */
  train?: number;
  /** Whose learning rate it takes; without it, its own. */
  rateOf?: { model: string; method: string };
  /** The one hyper-parameter in which it differs from the study's recipe, of the paper's appendix. */
  varied?: Variation;
}

/** A hyper-parameter and its value. */
export interface Variation {
  name: "learning rate" | "epochs" | "batch size" | "weight decay";
  value: number;
}

/** How much is computed. */
export interface Plan {
  train: number;
  validation: number;
  test: number;
  seeds: number[];
  batchSize: number;
  /** Learning rates that each arm is tried with, by method; where there is one, it is taken untried. */
  rates: { [method: string]: number[] };
  /** What is asked first, and then, once all of it is done. */
  stages: Stage[];
}

/** How an arm that is varied is named; empty for one that is not. */
export const settingOf = (varied?: Variation): string =>
  varied ? `${varied.name} ${varied.value}` : "";

/** Arms on reference sets. */
export interface Stage {
  references: string[];
  arms: Arm[];
  /** Which of the reference sets' shifts they are tested on. Default all. */
  shifts?: string[];
}

/** The reference set that is left as it is, on which shifts out of support are measured. */
export const UNTOUCHED = "untouched";

const residualCnn = { name: "residual-cnn", stemStrides: 2 };
const scratch = (arm: Pick<Arm, "epochs" | "moments"> & Partial<Arm>): Arm => ({
  model: residualCnn,
  pretraining: "none",
  method: "from-scratch",
  ...arm,
});
const lite = (
  variant: number,
  method: string,
  epochs: number,
  rest: Partial<Arm> = {},
): Arm => ({
  model: { name: `efficientnet-lite${variant}`, inputSize: 64 },
  pretraining: "imagenet",
  method,
  epochs,
  moments: [],
  // Lite0's choice serves the larger ones of its family.
  ...(variant > 0 && { rateOf: { model: "efficientnet-lite0", method } }),
  ...rest,
});

/** From scratch on as many images as the pre-trained ones have, and on five times as many, so that the line covers their accuracies. */
export const baselines = [
  scratch({ epochs: 20, moments: [4, 8, 13] }),
  scratch({ train: 20000, epochs: 10, moments: [2, 4, 7] }),
];
/** From scratch on nearly all images there are, so that the line covers the larger pre-trained networks, too. */
export const widest = scratch({ train: 40000, epochs: 8, moments: [5] });
export const firstModels = [
  lite(0, "full", 4, { moments: [1] }),
  lite(0, "linear-probe", 1),
];
/** A linear probe, and the fine-tuning that begins with it. */
export const probed = firstModels[1];
export const probedThenTuned = lite(0, "lp-ft", 4);
const furtherModels = [probedThenTuned, lite(1, "full", 4), lite(2, "full", 4)];
/** Other sizes of reference set, with as many steps as they bear. */
const fewerImages = [500, 1000].flatMap((train) => [
  scratch({ train, epochs: 40, moments: [] }),
  lite(0, "full", 8, { train }),
]);
const moreImages = [lite(0, "full", 4, { train: 20000 })];
/** The hyper-parameters of fine-tuning are varied one at a time about the recipe of this arm. */
export const varyingArm: Arm = lite(0, "full", 8, { train: 500 });
export const variations: Variation[] = [
  ...[1, 2, 4, 16].map((value) => ({ name: "epochs" as const, value })),
  ...[3e-4, 3e-3].map((value) => ({ name: "learning rate" as const, value })),
  ...[16, 256].map((value) => ({ name: "batch size" as const, value })),
  ...[0, 0.5].map((value) => ({ name: "weight decay" as const, value })),
];
const hyperparameters: Arm[] = [
  varyingArm,
  ...variations.map((varied) => ({
    ...varyingArm,
    ...(varied.name === "epochs" && { epochs: varied.value }),
    varied,
  })),
];
/** Other architectures from scratch, the pre-trained ones' own among them: do they share the line? */
const otherBaselines = [
  scratch({
    model: { name: "small-cnn", widths: [32, 64, 128] },
    train: 20000,
    epochs: 10,
    moments: [2, 4, 7],
    rateOf: { model: "residual-cnn", method: "from-scratch" },
  }),
  scratch({
    model: { name: "efficientnet-lite0", inputSize: 64 },
    epochs: 16,
    moments: [4, 8, 12],
  }),
];
const underBias = (reference: string): Stage => ({
  references: [reference],
  arms: [...baselines, firstModels[0], ...fewerImages],
});
const first = [UNTOUCHED, "spurious tint", "label shift"];
const further = ["spurious patch", "minority subgroup"];

export const plans: { [profile in Profile]: Plan } = {
  small: {
    train: 500,
    validation: 200,
    test: 200,
    seeds: [1, 2],
    batchSize: 64,
    rates: { "from-scratch": [1e-3, 3e-3, 1e-2] },
    stages: [
      {
        references: [UNTOUCHED, "spurious tint"],
        arms: [
          scratch({ epochs: 6, moments: [2, 4] }),
          lite(0, "linear-probe", 1),
        ],
      },
      {
        references: ["spurious tint"],
        arms: [lite(0, "linear-probe", 1, { train: 250 })],
      },
    ],
  },
  full: {
    train: 4000,
    validation: 1000,
    test: 3000,
    seeds: [1, 2, 3, 4],
    batchSize: 64,
    rates: {
      "from-scratch": [1e-3, 3e-3, 1e-2, 3e-2, 1e-1],
      full: [3e-4, 1e-3, 3e-3, 1e-2],
      "lp-ft": [1e-4, 3e-4, 1e-3, 3e-3, 1e-2],
    },
    stages: [
      { references: first, arms: [...baselines, ...firstModels] },
      {
        references: ["spurious tint"],
        arms: [...fewerImages, ...moreImages],
      },
      { references: further, arms: [...baselines, ...firstModels] },
      { references: [UNTOUCHED], arms: otherBaselines },
      // Under one bias of the four: the whole study is to take hours, not a day.
      { references: [UNTOUCHED, "spurious tint"], arms: furtherModels },
      { references: [UNTOUCHED, "spurious tint"], arms: [widest] },
      underBias("spurious tint, p = 0.9"),
      {
        references: [UNTOUCHED, "spurious tint"],
        arms: hyperparameters,
        // On whose lines the baselines lie.
        shifts: ["spurious tint", "unseen tint", "rotation by 90°"],
      },
      underBias("spurious tint, p = 0.7"),
    ],
  },
};
