import type { Json } from "../../files/canonical-json";
import type { Profile } from "../../runs/experiment";
import { naturalSets, UNTOUCHED } from "../synthetic-shifts/plan";

/** A network that is followed along its training. */
export interface FollowedArm {
  model: { name: string; [option: string]: Json };
  pretraining: "none" | "imagenet";
  /** "last-blocks" trains the head alone here. */
  method: "from-scratch" | "full" | "last-blocks";
  /** Learning rate, one for the whole run. */
  rate: number;
  epochs: number;
  /** When to look besides at the end, in epochs. */
  moments: number[];
}

/** Arms on reference sets. */
export interface EvolutionStage {
  references: string[];
  arms: FollowedArm[];
  /** Default the plan's. */
  seeds?: number[];
  /** Whether arms are tested on the whole test set of the untouched photographs besides, image by image. */
  onWholeTestSet?: true;
  /** Shares of the end at which a probed network's weights are averaged with those that it is fine-tuned to; seeds are the study of synthetic shifts'. */
  shares?: number[];
  /** Whether the baseline is to reach as far as that study's on nearly all images there are. */
  widest?: true;
}

/** How much is followed; numbers of training images are those of the study of synthetic shifts. */
export interface EvolutionPlan {
  /** Held-out reference images of followed networks, by which one could stop early. */
  validation: number;
  /** Test images of followed networks: the first of those that the baseline is tested on. */
  test: number;
  seeds: number[];
  /** What is asked first, and then, once all of it is done. */
  stages: EvolutionStage[];
}

/** The shifts on which networks are followed: in support, out of support, and drawings. */
export const followedShifts: string[] = [
  "spurious tint",
  "label shift",
  "unseen tint",
  "negative",
  ...naturalSets,
];

/** Those under which networks are compared image by image, to find what none from scratch gets right. */
export const comparedByExample: string[] = [
  "spurious tint",
  "unseen tint",
  "negative",
];

/** Learning rates of Andreassen et al. */
export const fineTuningRates = [1e-2, 1e-3, 1e-4];
export const scratchRates = [0.1, 0.01];

/**
 * How Andreassen et al. train, without clipping gradients (at a norm of 1 a new head hardly learns by SGD in the first epoch); one learning rate
 * throughout, so that a moment does not depend on when the run is to end.
 */
export const followedRecipe = {
  optimizer: "sgd",
  momentum: 0.9,
  weightDecay: 1e-4,
  schedule: "constant",
  warmup: 0,
  clipNorm: null,
} as const;

/** Whether a network is the one that nearly every question rests on: Lite0, fully fine-tuned at the largest rate. */
export const isMain = ({
  model,
  method,
  rate,
}: {
  model?: unknown;
  method?: unknown;
  rate?: unknown;
}): boolean =>
  model === "efficientnet-lite0" &&
  method === "full" &&
  rate === fineTuningRates[0];

const scratch = (
  rate: number,
  run: Pick<FollowedArm, "epochs" | "moments">,
): FollowedArm => ({
  model: { name: "residual-cnn", stemStrides: 2 },
  pretraining: "none",
  method: "from-scratch",
  rate,
  ...run,
});
const lite = (
  variant: number,
  method: "full" | "last-blocks",
  rate: number,
  run: Pick<FollowedArm, "epochs" | "moments">,
): FollowedArm => ({
  model: { name: `efficientnet-lite${variant}`, inputSize: 64 },
  pretraining: "imagenet",
  method,
  rate,
  ...run,
});

// Dense at the start, where a new head learns and robustness is expected to be largest.
const long = { epochs: 16, moments: [0.1, 0.3, 0.6, 1, 2, 4, 8, 12] };
/** Of what the claim about convergence is tested on: accuracy on the reference set was found to rise still after 6 epochs, and after 16. */
const longest = { epochs: 24, moments: [0.1, 0.3, 0.6, 1, 2, 4, 8, 14, 20] };
/** A head alone costs little and comes to rest sooner. */
const ofHead = { epochs: 10, moments: [0.1, 0.3, 0.6, 1, 2, 4, 7] };
const coarse = { epochs: 4, moments: [0.2, 0.6, 2] };
/** What reaches down to the accuracies at which fine-tuning begins. */
const extension = { epochs: 3, moments: [0.3, 0.7, 1.5] };
/** From scratch the same accuracies take longer. */
const longer = { epochs: 10, moments: [0.5, 1.5, 4] };

const [largest, ...smaller] = fineTuningRates;
const [lineRate, controlRate] = scratchRates;

/** From scratch at this rate a network's moments are part of the baseline; at the other it is followed against it. */
export const LINE_RATE = lineRate;

const line = scratch(lineRate, extension);
const control = scratch(controlRate, longer);
const headOnly = lite(0, "last-blocks", largest, ofHead);
/** What nearly every question rests on. */
const main = lite(0, "full", largest, longest);
const mainInSupport = lite(0, "full", largest, long);

export const plans: { [profile in Profile]: EvolutionPlan } = {
  small: {
    validation: 100,
    test: 200,
    seeds: [1, 2],
    stages: [
      {
        references: [UNTOUCHED],
        arms: [
          scratch(lineRate, { epochs: 4, moments: [0.5, 1, 2] }),
          lite(0, "full", largest, { epochs: 1, moments: [0.3] }),
        ],
      },
    ],
  },
  full: {
    validation: 250,
    test: 2000,
    seeds: [1, 2, 3, 4, 5],
    stages: [
      { references: [UNTOUCHED], arms: [line, main], widest: true },
      {
        references: ["spurious tint"],
        arms: [line, mainInSupport],
        widest: true,
      },
      {
        references: ["label shift"],
        arms: [line, mainInSupport],
        seeds: [1, 2, 3, 4],
      },
      {
        references: [UNTOUCHED],
        arms: [headOnly, control],
        seeds: [1, 2, 3, 4],
      },
      {
        references: [UNTOUCHED, "spurious tint"],
        arms: [],
        seeds: [1, 2, 3, 4],
        shares: [0.25, 0.5, 0.75],
      },
      {
        references: [UNTOUCHED],
        arms: smaller.map((rate) => lite(0, "full", rate, coarse)),
        seeds: [1, 2, 3],
      },
      {
        references: [UNTOUCHED],
        arms: [main],
        seeds: [1, 2],
        onWholeTestSet: true,
      },
      {
        references: ["spurious tint"],
        arms: [headOnly, control],
        seeds: [1, 2, 3],
      },
      {
        references: [UNTOUCHED],
        arms: [1, 2].map((variant) => lite(variant, "full", largest, coarse)),
        seeds: [1, 2, 3],
      },
    ],
  },
};
