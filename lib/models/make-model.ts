import type { tf } from "../tensorflow/tensorflow";
import {
  efficientNetLite,
  type EfficientNetLiteVariant,
} from "./efficientnet-lite";
import { mlp } from "./mlp";
import type { ModelSpec } from "./model-spec";
import { residualCnn } from "./residual-cnn";
import { smallCnn } from "./small-cnn";

/** What a task asks of a network, whichever model it is. */
export interface ModelTask {
  /** [height, width, channels] of the images. */
  imageShape: [number, number, number];
  classes: number;
  /** Seed of the initial weights. */
  seed: number;
}

/**
 * Makes a network from plain data.
 *
 * @param spec complete; `completeModel` completes it.
 * @throws Error where the model does not take such images.
 */
export function makeModel(spec: ModelSpec, task: ModelTask): tf.LayersModel {
  switch (spec.name) {
    case "small-cnn":
      return smallCnn({ ...task, widths: spec.widths, depth: spec.depth });
    case "residual-cnn": {
      const { widths, stemStrides, depth } = spec;
      return residualCnn({ ...task, widths, stemStrides, depth });
    }
    case "mlp":
      return mlp({ ...task, widths: spec.widths });
    case "efficientnet-lite0":
    case "efficientnet-lite1":
    case "efficientnet-lite2": {
      const variant = spec.name.slice("efficientnet-".length);
      return efficientNetLite(variant as EfficientNetLiteVariant, {
        ...task,
        inputSize: spec.inputSize,
      });
    }
  }
}
