import { assertFractions } from "../../../robustness";
import { requireInterval, requireSome } from "../../frame";
import {
  type AccuracyOnTheLineData,
  type AccuracyPoint,
} from "./accuracy-on-the-line-data";

/** Refuse what is no accuracy, naming the model, and nothing at all. */
export function check({
  baselines,
  pretrained = [],
}: AccuracyOnTheLineData): void {
  requireSome(
    [...baselines, ...pretrained],
    "The list of models (baselines and pretrained)",
  );
  checkModels(baselines, "the baselines");
  checkModels(pretrained, "the pre-trained models");
}

function checkModels(models: readonly AccuracyPoint[], whose: string): void {
  const names = models.map(({ name }) => name);
  for (const side of ["reference", "shifted"] as const) {
    const values = models.map((model) => model[side]);
    assertFractions(values, `The ${side} accuracy of ${whose}`, names);
  }
  for (const { name, referenceInterval, shiftedInterval } of models) {
    const of = (side: string) => `The ${side} interval of "${name}"`;
    if (referenceInterval) requireInterval(referenceInterval, of("reference"));
    if (shiftedInterval) requireInterval(shiftedInterval, of("shifted"));
  }
}
