import * as tf from "@tensorflow/tfjs-node";

/**
 * `tf.variableGrads` for a loss that may throw: tfjs frees what its tape keeps only on the way back, which an error would cut off.
 *
 * @throws what the loss throws.
 */
export function variableGradients(
  loss: () => tf.Scalar,
  variables: tf.Variable[],
): ReturnType<typeof tf.variableGrads> {
  const failures: unknown[] = [];
  const result = tf.variableGrads(() => {
    try {
      return loss();
    } catch (error) {
      failures.push(error);
      return tf.sum(variables[0]);
    }
  }, variables);
  if (failures.length > 0) throw failures[0];
  return result;
}
