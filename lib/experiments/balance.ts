import { z } from "zod";
import { groupImages, takeExamples, type LabelledImages } from "../images";
import type { ExampleWeights } from "../training";
import { networks } from "./lazy-libraries";

/** What groups are made by: attributes of the images, and "label". */
export const byField = z.array(z.string()).min(1);

/** How groups of training images are made to count, as a field of a run. */
export const balanceField = z.strictObject({
  how: z.enum(["weights", "sampling", "group-dro"]),
  by: byField,
  /** Of group DRO. */
  stepSize: z.number().positive().optional(),
});

/**
 * A training set with its groups balanced as a run asks for.
 *
 * @throws Error where the images cannot be grouped so.
 */
export function balanced(
  train: LabelledImages,
  balance: z.output<typeof balanceField> | undefined,
  seed: number,
): { set: LabelledImages; exampleWeights?: ExampleWeights } {
  if (!balance) return { set: train };
  const { balancedResample, balancedWeights, groupDro } = networks();
  const groups = groupImages(train, balance.by, "The training images");
  switch (balance.how) {
    case "weights":
      return { set: train, exampleWeights: balancedWeights(groups) };
    case "sampling":
      return { set: takeExamples(train, balancedResample(groups, seed)) };
    case "group-dro": {
      const { stepSize } = balance;
      const { weigh } = groupDro(groups, stepSize ? { stepSize } : {});
      return { set: train, exampleWeights: weigh };
    }
  }
}
