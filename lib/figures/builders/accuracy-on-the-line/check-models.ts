import {
  requireFields,
  requireList,
  requireText,
} from "../../../files/arguments";
import { refuseMisspelt } from "../../../files/misspelt";
import { assertFractions } from "../../../robustness";
import { requireInterval, requireSome } from "../../frame";
import {
  type AccuracyOnTheLineData,
  type AccuracyPoint,
} from "./accuracy-on-the-line-data";

const PARTS = [
  ...["baselines", "pretrained", "line"],
  ...["effectiveRobustness", "matchedDifference"],
];
const OF_A_MODEL = [
  ...["name", "reference", "shifted", "source", "strategy"],
  ...["referenceInterval", "shiftedInterval"],
];

/** Refuse what is no accuracy, naming the model, and nothing at all. */
export function check(data: AccuracyOnTheLineData): void {
  requireFields("accuracyOnTheLine: the models", data, "baselines");
  refuseMisspelt("accuracyOnTheLine: the models", data, PARTS);
  const { baselines, pretrained = [] } = data;
  if (data.line !== undefined)
    requireFields("The line", data.line, "predict", "referenceRange", "scale");
  requireList("The baselines", baselines, "models");
  requireList("The pre-trained models", pretrained, "models");
  requireSome(
    [...baselines, ...pretrained],
    "The list of models (baselines and pretrained)",
  );
  checkModels(baselines, "the baselines");
  checkModels(pretrained, "the pre-trained models");
}

function checkModels(models: readonly AccuracyPoint[], whose: string): void {
  models.forEach((model, i) => {
    requireFields(`Model ${i} of ${whose}`, model);
    refuseMisspelt(`Model ${i} of ${whose}`, model, OF_A_MODEL);
    requireText(`The name of model ${i} of ${whose}`, model.name);
    for (const name of ["source", "strategy"] as const)
      if (model[name] !== undefined)
        requireText(`The ${name} of "${model.name}"`, model[name]);
  });
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
