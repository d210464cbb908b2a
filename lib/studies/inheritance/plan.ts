import type { Json } from "../../files/canonical-json";
import { inheritingStrategies } from "../../methods/method-names";
import type { Profile } from "../../runs/experiment";
import {
  baselines,
  firstModels,
  plans as studiedPlans,
  probed,
  type Arm,
} from "../synthetic-shifts/plan";

type Field = { [field: string]: Json };

/** A set related to CIFAR-10, as runs take it. */
export type RelatedSet = { set: string } | { shift: Field & { name: string } };

/** The related sets: two drawn by others, and renditions and corruptions of photographs that nothing else is made of. */
export const relatedSets: { [name: string]: RelatedSet } = {
  "drawings in colour": { set: "drawings-in-colour" },
  "drawings in line art": { set: "drawings-line-art" },
  sketch: { shift: { name: "sketch" } },
  negative: { shift: { name: "inverted contrast" } },
  "unseen tint": { shift: { name: "unseen tint" } },
  "rotation by 90°": { shift: { name: "unseen rotation", strength: 0.5 } },
  noise: { shift: { name: "noise", strength: 0.1 } },
  blur: { shift: { name: "blur", strength: 0.5 } },
};

/** Photographs as they are: how far apart samples of one distribution seem. Its name comes last of the shifts', so that those keep their images. */
export const CONTROL = "untouched";
export const control: { [name: string]: RelatedSet } = {
  [CONTROL]: { shift: { name: "noise", strength: 0 } },
};

/** Full fine-tuning at a third of the rate: how much of what is lost is the recipe's. */
export const GENTLE = "full-gentle";

/** The ways to adapt a network that are compared. */
export const inheritanceMethods = [
  "full",
  GENTLE,
  "linear-probe",
  "lp-ft",
  ...inheritingStrategies,
] as const;

/** One of {@link inheritanceMethods}. */
export type InheritanceMethod = (typeof inheritanceMethods)[number];

/** A network to be adapted: a train run of the study of synthetic shifts, on photographs as they are or in renditions. */
export interface BaseNetwork {
  /** As tables and figures call it. */
  name: string;
  /** How rich its pre-training is: 0 of CIFAR-10 alone, 1 of varied renditions of it, 2 of ImageNet. */
  richness: 0 | 1 | 2;
  arm: Arm;
  /** What it learns from in place of photographs as they are. */
  reference?: Field;
}

/** Renditions of the second richness; none of them is a related set. */
const varied: Field = {
  name: "renditions",
  shifts: [
    { name: "vertical flip" },
    { name: "background texture" },
    { name: "posterise" },
  ],
};

const [, onMany] = baselines;
const plain: BaseNetwork = { name: "CIFAR-10", richness: 0, arm: onMany };
const renditions: BaseNetwork = {
  name: "renditions",
  richness: 1,
  arm: onMany,
  reference: varied,
};
const imageNet = (variant: number): BaseNetwork => ({
  name: `ImageNet Lite${variant}`,
  richness: 2,
  arm: {
    ...firstModels[0],
    model: { name: `efficientnet-lite${variant}`, inputSize: 64 },
    ...(variant > 0 && {
      moments: [],
      rateOf: { model: "efficientnet-lite0", method: "full" },
    }),
  },
});

/** How much is computed. */
export interface InheritancePlan {
  related: { [name: string]: RelatedSet };
  images: { adapt: number; test: number; base: number };
  /** Images of the base data, of distances. */
  count: number;
  /** Images that the Fisher information is measured on. */
  fisher: number;
  epochs: number;
  seeds: number[];
  /** What is asked first, and then, once all of it is done. */
  stages: { bases: BaseNetwork[]; methods: InheritanceMethod[] }[];
}

/** Adaptation without rates of its own to choose: AdamW's default, and ten times that for the changes of low rank, fixed before any run. */
export function rateOf(method: InheritanceMethod): number {
  if (method === "lora") return 1e-2;
  return method === GENTLE ? 3e-4 : 1e-3;
}

export const BATCH_SIZE = 32;

/** Images that a base network was trained on. */
export const trainedOn = (
  { arm }: BaseNetwork,
  profile: Profile = "full",
): number => arm.train ?? studiedPlans[profile].train;

const first = ["full", "linear-probe", "wise-ft"] as const;

export const inheritancePlans: { [profile in Profile]: InheritancePlan } = {
  small: {
    related: Object.fromEntries(
      ["drawings in colour", "negative", "noise"].map((name) => [
        name,
        relatedSets[name],
      ]),
    ),
    images: { adapt: 60, test: 60, base: 100 },
    count: 60,
    fisher: 16,
    epochs: 1,
    seeds: [1, 2],
    stages: [
      {
        bases: [
          {
            ...plain,
            arm: { ...baselines[0], epochs: 6, moments: [2, 4] },
          },
          { ...imageNet(0), arm: probed },
        ],
        methods: ["full", "wise-ft"],
      },
    ],
  },
  full: {
    related: relatedSets,
    images: { adapt: 400, test: 200, base: 400 },
    count: 400,
    fisher: 256,
    epochs: 3,
    seeds: [1, 2, 3],
    stages: [
      { bases: [plain, renditions, imageNet(0)], methods: [...first] },
      {
        bases: [plain, renditions, imageNet(0)],
        methods: ["ewc", "lwf", "soup"],
      },
      { bases: [plain, renditions, imageNet(0)], methods: ["lp-ft", "lora"] },
      { bases: [imageNet(2)], methods: [...first] },
      { bases: [imageNet(1)], methods: [...first] },
      { bases: [plain, renditions, imageNet(0)], methods: [GENTLE] },
    ],
  },
};
