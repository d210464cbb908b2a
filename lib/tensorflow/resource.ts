import * as tf from "@tensorflow/tfjs-node";
import { attribute, runOperation, typeAttribute } from "./native";

/** A TensorFlow variable that update kernels change in place. */
export interface Resource {
  handle: tf.Tensor;
}

let resourcesMade = 0;

/** Makes one of so many float32 values; the caller must dispose of it. */
export function createResource(
  size: number,
  initial: () => tf.Tensor,
): Resource {
  return tf.tidy(() => {
    resourcesMade += 1;
    const [handle] = runOperation(
      "VarHandleOp",
      [
        typeAttribute("FLOAT", "dtype"),
        attribute("shape", "SHAPE", [size]),
        attribute("container", "STRING", ""),
        attribute("shared_name", "STRING", `resource-${resourcesMade}`),
      ],
      [],
    );
    runOperation(
      "AssignVariableOp",
      [typeAttribute("FLOAT", "dtype")],
      [handle, initial()],
      0,
    );
    return { handle: tf.keep(handle) };
  });
}

/** Its values, without a copy: to be disposed of before it is next updated, which would copy otherwise. */
export function readResource({ handle }: Resource): tf.Tensor1D {
  const [value] = runOperation(
    "ReadVariableOp",
    [typeAttribute("FLOAT", "dtype")],
    [handle],
  );
  return value as tf.Tensor1D;
}

/** Frees it. */
export function disposeResource({ handle }: Resource): void {
  runOperation(
    "DestroyResourceOp",
    [attribute("ignore_lookup_error", "BOOL", true)],
    [handle],
    0,
  );
  handle.dispose();
}
