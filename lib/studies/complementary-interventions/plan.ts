import type { Json } from "../../files/canonical-json";
import type { Profile } from "../../runs/experiment";
import type { ShiftSpec } from "../../shifts";
import {
  baselines,
  firstModels,
  plans,
  type Plan,
} from "../synthetic-shifts/plan";

/** The reference set, which the study of synthetic shifts has, too: a colour gives the class away in 73 % of the photographs. */
export const REFERENCE = "spurious tint, p = 0.7";

const tint: ShiftSpec = { name: "spurious tint", strength: 0.7 };
const turned: ShiftSpec = { name: "unseen rotation", strength: 0.5 };
const partly = (shift: ShiftSpec): ShiftSpec => ({
  name: "partly",
  shift,
  share: 0.5,
});

/** What draws the parts of the shift apart: whether a colour was drawn at random, and whether the photograph was turned. */
export const BY = ["spurious tint", "unseen rotation"];

/** What the test set under the whole shift is called in results. */
export const BOTH = "both";

/** What networks are tested on, as `evaluate` runs take it: a bias broken and something new at once, made by us, and in drawings, which nobody made for this. */
export const testedOn: { [name: string]: { [field: string]: Json } } = {
  [BOTH]: {
    on: {
      shift: {
        name: "compose",
        shifts: [partly(tint), partly(turned)],
      } as Json,
    },
    by: BY,
  },
  "tinted drawings": { on: { set: "drawings-in-colour", shift: tint as Json } },
};

/** What images the head is refitted on: those held out by the training, with colours drawn at random. */
export const heldOut: Json = tint as Json;

/** Ways against the bias, by name. */
export const interventions = ["none", "reweighted", "balanced"] as const;

/** One of {@link interventions}. */
export type Intervention = (typeof interventions)[number];

/** The networks, as a plan of the study of synthetic shifts. */
export const networkPlans: { [profile in Profile]: Plan } = {
  small: {
    ...plans.small,
    // As many as it takes for each class to have each colour.
    train: 3000,
    validation: 400,
    rates: { "from-scratch": [1e-2] },
    stages: [
      {
        references: [REFERENCE],
        arms: [{ ...baselines[0], epochs: 3, moments: [1, 2] }, firstModels[1]],
        shifts: [],
      },
    ],
  },
  full: {
    ...plans.full,
    stages: [
      {
        references: [REFERENCE],
        arms: [...baselines, ...firstModels],
        shifts: [],
      },
    ],
  },
};
