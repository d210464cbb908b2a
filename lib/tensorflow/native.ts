import "./quiet";
import * as tf from "@tensorflow/tfjs-node";

/** A TensorFlow operation's attribute, as tfjs-node's binding takes it. */
export interface Attribute {
  name: string;
  type: number;
  value: unknown;
}

type AttributeType = "TYPE" | "INT" | "FLOAT" | "BOOL" | "STRING" | "SHAPE";
type NativeType = "FLOAT" | "INT32" | "UINT8" | "RESOURCE";

interface Binding {
  executeOp(
    name: string,
    attributes: Attribute[],
    inputs: number[],
    outputs: number,
  ): { id: number; shape: number[]; dtype: number }[];
  createTensor(shape: number[], dtype: number, data: Uint8Array): number;
  deleteTensor(id: number): void;
}

interface NativeBackend {
  binding: Binding & Record<string, number>;
  executeMultipleOutputs(
    name: string,
    attributes: Attribute[],
    inputs: tf.TensorInfo[],
    outputs: number,
  ): tf.Tensor[];
  createOutputTensor(output: {
    id: number;
    shape: number[];
    dtype: number;
  }): tf.Tensor;
}

const backend = () => tf.backend() as unknown as NativeBackend;

/** An attribute of an operation: `attribute("strides", "INT", [1, 2, 2, 1])`. */
export function attribute(
  name: string,
  type: AttributeType,
  value: unknown,
): Attribute {
  return { name, type: backend().binding[`TF_ATTR_${type}`], value };
}

/** The attribute `T` (or `name`) that says what numbers an operation works on. */
export function typeAttribute(type: NativeType = "FLOAT", name = "T") {
  return attribute(name, "TYPE", backend().binding[`TF_${type}`]);
}

/** Marks an operation that is called by one of oneDNN's own names (`_MklNative…`). */
export const oneDnn = () => attribute("_kernel", "STRING", "MklNameChangeOp");

/** Has tfjs use another function for one of its kernels. */
export function replaceKernel(
  kernelName: string,
  kernelFunc: tf.KernelFunc,
): void {
  tf.unregisterKernel(kernelName, "tensorflow");
  tf.registerKernel({ kernelName, backendName: "tensorflow", kernelFunc });
}

/** Whether this build of TensorFlow has what `attempt` calls. */
export function succeeds(attempt: () => void): boolean {
  try {
    tf.tidy(attempt);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs one operation of libtensorflow by its name, past tfjs.
 *
 * @param outputs how many tensors the operation gives.
 * @returns the outputs, tracked by the surrounding `tf.tidy`.
 */
export function runOperation(
  name: string,
  attributes: Attribute[],
  inputs: tf.TensorInfo[],
  outputs = 1,
): tf.Tensor[] {
  return backend().executeMultipleOutputs(name, attributes, inputs, outputs);
}

type Save = (tensors: tf.Tensor[]) => void;

interface GradientEngine {
  runKernelFunc(parts: {
    forwardFunc: (backend: unknown, save: Save) => tf.Tensor[];
    backwardsFunc: (
      dys: tf.Tensor | tf.Tensor[],
      saved: tf.Tensor[],
    ) => Record<string, () => tf.Tensor>;
    inputs: tf.NamedTensorMap;
  }): tf.Tensor[];
}

/**
 * As `tf.customGrad`, for several outputs, and for gradients that are made only when they are asked for.
 *
 * @param forward keeps what the gradient needs by `save`.
 * @param backward from gradients by the outputs and what was saved to one by each input, in order.
 */
export function runWithGradient(
  inputs: tf.Tensor[],
  forward: (save: Save) => tf.Tensor[],
  backward: (dys: tf.Tensor[], saved: tf.Tensor[]) => (() => tf.Tensor)[],
): tf.Tensor[] {
  const engine = tf.engine() as unknown as GradientEngine;
  return engine.runKernelFunc({
    forwardFunc: (_, save) => forward(save),
    backwardsFunc: (dys, saved) =>
      byPosition(backward(Array.isArray(dys) ? dys : [dys], saved)),
    inputs: byPosition(inputs),
  });
}

const byPosition = <T>(items: T[]): Record<string, T> =>
  Object.fromEntries(items.entries());

/**
 * Copies bytes into a float32 tensor: `[0, 255]` stays `[0, 255]`. TensorFlow
 * does the conversion, so that batches cross from JavaScript as one byte a value.
 */
export function bytesToFloat(bytes: Uint8Array, shape: number[]): tf.Tensor {
  const native = backend();
  const { binding } = native;
  const id = binding.createTensor(shape, binding.TF_UINT8, bytes);
  try {
    const [output] = binding.executeOp(
      "Cast",
      [
        typeAttribute("UINT8", "SrcT"),
        typeAttribute("FLOAT", "DstT"),
        attribute("Truncate", "BOOL", false),
      ],
      [id],
      1,
    );
    return native.createOutputTensor(output);
  } finally {
    binding.deleteTensor(id);
  }
}

/**
 * Computes tensors within a `tf.tidy` and reads their values after it. Arrays of
 * values must not be returned through `tf.tidy` itself, which would look for
 * tensors in each of their elements: that took longer than the network.
 */
export function computeValues(compute: () => tf.Tensor[]): Float32Array[] {
  const tensors = tf.tidy(compute);
  const values = tensors.map((tensor) => tensor.dataSync<"float32">());
  tf.dispose(tensors);
  return values;
}

/** Runs something with an empty tensor, for the inputs that an operation is not given. */
export function withNone<T>(run: (none: tf.Tensor) => T): T {
  const none = tf.tensor1d([]);
  const result = run(none);
  none.dispose();
  return result;
}
