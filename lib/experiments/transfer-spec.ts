import { z } from "zod";
import { canonicalJson } from "../files/canonical-json";
import { checked } from "../files/checked";
import { completeModel, type ModelSpec } from "../models/model-spec";
import type { RunSpec } from "../runs/run-kind";
import type { ShiftSpec } from "../shifts";
import { completeRecipe } from "../training/recipe";
import { classRunFields, requireClasses } from "./class-sets";
import { completePretrain, type PretrainSpec } from "./pretrain-run";
import { requireMomentsWithin } from "./require-moments";
import { seededShift, shiftField } from "./task";

const schema = z.strictObject({
  kind: z.literal("transfer"),
  seed: z.int(),
  ...classRunFields,
  /** The shift whose reference set is trained on; null leaves it untouched. */
  reference: shiftField.nullable().default(null),
  /** Shifts that the network is tested under at each moment, by what their rows are called. */
  met: z.record(z.string(), shiftField),
  /** The pretrain run whose weights it starts from; null starts from scratch. */
  of: z.looseObject({ kind: z.literal("pretrain") }).nullable(),
  /** Images of the pre-training set that are shown again, as a share of the task's. */
  replay: z.number().min(0).default(0),
  moments: z.array(z.number().positive()).default([]),
});

/** A transfer run's specification, complete. */
export type TransferSpec = Omit<z.output<typeof schema>, "of"> & {
  model: ModelSpec;
  reference: ShiftSpec | null;
  met: { [name: string]: ShiftSpec };
  of: PretrainSpec | null;
};

const WHAT = "A transfer run";

/** Completes and checks the specification of a transfer run. @throws Error naming the field that is wrong, its value and what it may be. */
export function completeTransfer(given: RunSpec): TransferSpec {
  const spec = checked(schema, given, WHAT);
  requireClasses(WHAT, spec);
  const { seed, reference, met, replay, moments } = spec;
  const of = spec.of && completePretrain({ ...spec.of, seed } as RunSpec);
  const recipe = completeRecipe(spec.recipe);
  const model = completeModel(spec.model, `${WHAT}, field model`);
  const textOf = (each: ModelSpec) => canonicalJson({ ...each } as never);
  if (of && textOf(of.model) !== textOf(model)) {
    throw new Error(
      `${WHAT}, field of.model: found ${textOf(of.model)}, but its own network is ${textOf(model)}; pre-train that.`,
    );
  }
  requireReplayable(of, replay * spec.count);
  requireMomentsWithin(WHAT, moments, recipe.epochs);
  return {
    ...spec,
    of,
    reference: reference && seededShift(reference as ShiftSpec, seed),
    met: Object.fromEntries(
      Object.entries(met).map(([name, shift]) => [
        name,
        seededShift(shift as ShiftSpec, seed),
      ]),
    ),
    model: { ...model },
    recipe: { ...recipe },
  } as TransferSpec;
}

function requireReplayable(of: PretrainSpec | null, count: number): void {
  if (count > 0 && !of) {
    throw new Error(
      `${WHAT}, field replay: nothing was pre-trained on, so that nothing can be shown again; give a pretrain run as of, or leave replay out.`,
    );
  }
  if (of && count > of.count) {
    throw new RangeError(
      `${WHAT}, field replay: ${count} images are to be shown again, but it was pre-trained on ${of.count}; replay fewer.`,
    );
  }
}
