import {
  loadImagenetAccuracies,
  type ImagenetAccuracyColumn,
  type ImagenetModel,
} from "../../data";
import { nearestName } from "../../files";
import type { AccuracyPairs } from "../../robustness";

/** A shift of ImageNet with published accuracies. */
export interface ImagenetShift {
  name: string;
  /** Columns of `loadImagenetAccuracies`. */
  reference: ImagenetAccuracyColumn;
  shifted: ImagenetAccuracyColumn;
  /** What the reference is, for an axis. */
  referenceLabel: string;
}

/**
 * The shifts of Figure 1 of Cohen-Wang et al., ImageNet-V2 and ImageNet-Sketch, and three more. For ImageNet-R and ImageNet-A the
 * reference is ImageNet restricted to the same 200 classes; "Reassessed labels" are ImageNet's own images with labels corrected by people.
 */
export const imagenetShifts: readonly ImagenetShift[] = [
  shift("ImageNet-V2", "imagenet", "imagenet_v2"),
  shift("ImageNet-Sketch", "imagenet", "imagenet_sketch"),
  shift("ImageNet-R", "imagenet_200r", "imagenet_r"),
  shift("ImageNet-A", "imagenet_200a", "imagenet_a"),
  shift("Reassessed labels", "imagenet", "imagenet_real"),
];

function shift(
  name: string,
  reference: ImagenetAccuracyColumn,
  shifted: ImagenetAccuracyColumn,
): ImagenetShift {
  const classes = reference === "imagenet" ? "" : ", 200 classes";
  const referenceLabel = `ImageNet accuracy${classes}`;
  return { name, reference, shifted, referenceLabel };
}

/**
 * The shift of that name.
 *
 * @throws RangeError for an unknown name, with the nearest one there is.
 */
export function imagenetShift(name: string): ImagenetShift {
  const found = imagenetShifts.find((each) => each.name === name);
  if (found) return found;
  const names = imagenetShifts.map((each) => each.name);
  throw new RangeError(
    `There is no shift "${name}" of ImageNet. ${nearestName(name, names)}`,
  );
}

/** Published models by what they were trained on. */
export interface ImagenetModels {
  /** Trained on ImageNet alone. */
  scratch: ImagenetModel[];
  /** All pre-trained ones, those of Figure 1 of Cohen-Wang et al., and the others. */
  pretrained: ImagenetModel[];
  inPaper: ImagenetModel[];
  outside: ImagenetModel[];
}

/** The models of `loadImagenetAccuracies` by their training. */
export function imagenetModels(): ImagenetModels {
  const models = loadImagenetAccuracies().objects() as ImagenetModel[];
  const pretrained = models.filter((each) => each.training === "pretrained");
  return {
    scratch: models.filter((each) => each.training === "scratch"),
    pretrained,
    inPaper: pretrained.filter((each) => each.in_paper),
    outside: pretrained.filter((each) => !each.in_paper),
  };
}

/** The models' accuracies under a shift, fractions. */
export const pairsUnder = (
  { reference, shifted }: ImagenetShift,
  models: readonly ImagenetModel[],
): AccuracyPairs & { models: string[] } => ({
  reference: models.map((model) => model[reference]),
  shifted: models.map((model) => model[shifted]),
  models: models.map(({ model }) => model),
});
