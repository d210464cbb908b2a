export {
  describePretrainingSet,
  hashPretrainingSet,
  pretrainingSet,
  type PretrainingClasses,
  type PretrainingDiversity,
  type PretrainingSet,
  type PretrainingSetDescription,
  type PretrainingSetOptions,
} from "./pretraining-set";
export {
  loadPretrained,
  pretrain,
  pretrainingPlans,
  type AboutPretrained,
  type Pretrained,
  type PretrainingPlan,
} from "./pretrained";
export { hashPretrained, pretrainedNames } from "./pretrained-files";
