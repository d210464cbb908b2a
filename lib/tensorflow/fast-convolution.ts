import * as tf from "@tensorflow/tfjs-node";
import { attribute, replaceKernel, runOperation, withNone } from "./native";
import { ownOperations } from "./operations";

type Shapes = Record<string, number[]>;
interface Geometry {
  strides: number | number[];
  pad: unknown;
  dilations?: number | number[] | null;
  dataFormat?: string | null;
  inputShape?: number[];
  filterShape?: number[];
}
interface Replacement {
  kernelName: string;
  operation: string;
  inputs: [string, string];
  /** Further inputs of the operation, which stay empty: the bias. */
  unused?: number;
  filter: (shapes: Shapes, attrs: Geometry) => number[];
  /** Channels of what it sums over, which the operation handles eight at a time. */
  channels: (filter: number[]) => number;
  size?: (filter: number[], attrs: Geometry) => [height: number, width: number];
}

const given = ({ filter }: Shapes) => filter;
const wanted = (_: Shapes, { filterShape }: Geometry) => filterShape!;
const filterSize = ([height, width]: number[]): [number, number] => [
  height,
  width,
];
const inputSize = (_: number[], { inputShape }: Geometry): [number, number] => [
  inputShape![1],
  inputShape![2],
];

const dense: Replacement[] = [
  {
    kernelName: "Conv2D",
    operation: "LabConvolution",
    inputs: ["x", "filter"],
    unused: 1,
    filter: given,
    channels: (filter) => filter[3],
  },
  {
    kernelName: "Conv2DBackpropInput",
    operation: "LabConvolutionInput",
    inputs: ["dy", "filter"],
    filter: given,
    channels: (filter) => filter[2],
    size: inputSize,
  },
  {
    kernelName: "Conv2DBackpropFilter",
    operation: "LabConvolutionFilter",
    inputs: ["x", "dy"],
    filter: wanted,
    channels: (filter) => filter[3],
    size: filterSize,
  },
];

const depthwise: Replacement[] = [
  {
    kernelName: "DepthwiseConv2dNative",
    operation: "LabDepthwise",
    inputs: ["x", "filter"],
    unused: 1,
    filter: given,
    channels: (filter) => filter[2],
  },
  {
    kernelName: "DepthwiseConv2dNativeBackpropInput",
    operation: "LabDepthwiseInput",
    inputs: ["dy", "filter"],
    filter: given,
    channels: (filter) => filter[2],
    size: inputSize,
  },
  {
    kernelName: "DepthwiseConv2dNativeBackpropFilter",
    operation: "LabDepthwiseFilter",
    inputs: ["x", "dy"],
    filter: wanted,
    channels: (filter) => filter[2],
    size: filterSize,
  },
];

/**
 * Lets our own operations do the convolutions that they can do ("same" padding,
 * square filters and strides, no dilation, channels in eights), forwards and
 * backwards; others stay TensorFlow's.
 */
export function registerFastConvolution(): void {
  if (!ownOperations) return;
  dense.forEach(replace);
  for (const each of depthwise)
    replace({ ...each, channels: oneFilterAChannel(each.channels) });
}

/** No channels, so that TensorFlow's operation is taken, where a channel has several filters. */
const oneFilterAChannel =
  (channels: Replacement["channels"]) => (filter: number[]) =>
    filter[3] === 1 ? channels(filter) : 0;

function replace(replacement: Replacement): void {
  const { kernelName, operation, inputs, unused = 0, size } = replacement;
  const general = tf.getKernel(kernelName, "tensorflow").kernelFunc;
  replaceKernel(kernelName, (call) => {
    const attrs = call.attrs as unknown as Geometry;
    const tensors = inputs.map((name) => call.inputs[name]!);
    const shapes = Object.fromEntries(
      inputs.map((name, i) => [name, tensors[i].shape]),
    );
    const filter = replacement.filter(shapes, attrs);
    const stride = sameStride(attrs, filter);
    const fits =
      isWholeEights(replacement.channels(filter)) &&
      tensors.every(({ dtype }) => dtype === "float32");
    if (stride === undefined || !fits) return general(call);
    const [height, width] = size?.(filter, attrs) ?? [0, 0];
    return withNone((none) =>
      runOperation(
        operation,
        sizes({ stride, height, width }),
        [...tensors, ...Array<tf.Tensor>(unused).fill(none)],
        1,
      ),
    )[0];
  });
}

const sizes = (values: Record<string, number>) =>
  Object.entries(values).map(([name, value]) => attribute(name, "INT", value));

/** Our operations take channels eight at a time. */
export const isWholeEights = (channels: number) =>
  channels > 0 && channels % 8 === 0;

/** The stride of a convolution that our own operations can do; undefined otherwise. */
function sameStride(
  { strides, pad, dilations, dataFormat }: Geometry,
  [height, width]: number[],
): number | undefined {
  const [down, right] = pair(strides);
  const square = height === width && down === right;
  const plain =
    pad === "same" &&
    (dataFormat ?? "NHWC") === "NHWC" &&
    pair(dilations ?? 1).every((dilation) => dilation === 1);
  return square && plain ? down : undefined;
}

const pair = (value: number | number[]) =>
  typeof value === "number" ? [value, value] : value;
