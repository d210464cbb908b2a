import * as tf from "@tensorflow/tfjs-node";
import { runOperation, typeAttribute } from "./native";

/**
 * Replaces gradients that tfjs composes of several slow operations by
 * TensorFlow's own single ones. Same values, for all code in this process.
 */
export function registerNativeGradients(): void {
  for (const name of ["Relu", "Relu6"]) {
    replaceGradient({
      kernelName: name,
      outputsToSave: [true],
      // Both take the activation's input or its output: the mask is the same.
      gradFunc: (dy, [y]) => ({
        x: () =>
          runOperation(
            `${name}Grad`,
            [typeAttribute()],
            [dy as tf.Tensor, y],
          )[0],
      }),
    });
  }
}

function replaceGradient(config: tf.GradConfig): void {
  if (tf.getGradient(config.kernelName))
    tf.unregisterGradient(config.kernelName);
  tf.registerGradient(config);
}
