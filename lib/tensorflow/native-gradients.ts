import * as tf from "@tensorflow/tfjs-node";
import { registerBatchNorm } from "./batch-norm";
import { registerBiasedConvolution } from "./biased-convolution";
import { registerFastConvolution } from "./fast-convolution";
import {
  attribute,
  oneDnn,
  replaceKernel,
  runOperation,
  succeeds,
  typeAttribute,
  type Attribute,
} from "./native";

/**
 * Replaces gradients that tfjs composes of several operations, or that reach a
 * slow kernel, by TensorFlow's own fast ones. Networks that know nothing of this
 * library get the same values (to rounding) as without it, whatever the type, and
 * gradients of gradients. `npm run bench -- training` shows what it comes to.
 */
export function registerNativeGradients(): void {
  registerActivation("Relu");
  registerActivation("Relu6");
  registerChannelSum();
  registerMean();
  registerMaxPool();
  registerDepthwiseFilter();
  registerFastConvolution();
  registerBatchNorm();
  registerBiasedConvolution();
}

function replaceGradient(config: tf.GradConfig): void {
  tf.unregisterGradient(config.kernelName);
  tf.registerGradient(config);
}

/** tfjs: Step, IsNan and Select over the whole activation. */
function registerActivation(name: "Relu" | "Relu6"): void {
  const mask = `${name}Mask`;
  const masked = (dy: tf.Tensor, y: tf.Tensor): tf.Tensor =>
    tf.engine().runKernel(mask, { dy, y });
  tf.registerKernel({
    kernelName: mask,
    backendName: "tensorflow",
    kernelFunc: ({ inputs }) => {
      const { dy, y } = inputs as Record<string, tf.TensorInfo>;
      return runOperation(`${name}Grad`, [typeAttribute()], [dy, y])[0];
    },
  });
  tf.registerGradient({
    kernelName: mask,
    inputsToSave: ["y"],
    gradFunc: (ddx, [y]) => ({
      dy: () => masked(ddx as tf.Tensor, y),
      y: () => tf.zerosLike(y),
    }),
  });
  replaceGradient({
    kernelName: name,
    outputsToSave: [true],
    // The kernels take the activation's input or its output: the mask is the same.
    gradFunc: (dy, [y]) => ({
      x: () => masked(dy as tf.Tensor, tf.cast(y, "float32")),
    }),
  });
}

/** TensorFlow sums over all axes but the last, as a bias gradient does, three times as fast by a kernel made for it. */
function registerChannelSum(): void {
  const general = tf.getKernel("Sum", "tensorflow").kernelFunc;
  replaceKernel("Sum", (call) => {
    const { x } = call.inputs as { x: tf.TensorInfo };
    const { axis, keepDims } = call.attrs as unknown as tf.SumAttrs;
    const axes = tf.util.parseAxisParam(axis, x.shape);
    const toChannels =
      x.dtype === "float32" &&
      !keepDims &&
      x.shape.length > 1 &&
      axes.length === x.shape.length - 1 &&
      axes.every((each, i) => each === i);
    if (!toChannels) return general(call);
    return runOperation(
      "BiasAddGrad",
      [typeAttribute(), attribute("data_format", "STRING", "NHWC")],
      [x],
    )[0];
  });
}

/** tfjs: fills a tensor of ones in JavaScript, multiplies and divides it. */
function registerMean(): void {
  replaceGradient({
    kernelName: "Mean",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], { axis }) => {
      const axes = tf.util.parseAxisParam(axis as number | number[], x.shape);
      const count = axes.reduce((product, i) => product * x.shape[i], 1);
      const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
      return {
        x: () =>
          tf
            .div(dy as tf.Tensor, count)
            .reshape(kept)
            .broadcastTo(x.shape),
      };
    },
  });
}

/**
 * TensorFlow's default kernel takes eight times as long as oneDNN's, which must be
 * asked for by name, and asked again for the positions of the maxima. Where this
 * build of TensorFlow has no oneDNN, everything stays as it was.
 */
function registerMaxPool(): void {
  const poolGradient = (
    x: tf.TensorInfo,
    dy: tf.TensorInfo,
    window: Attribute[],
  ) => {
    const attributes = [
      typeAttribute(),
      oneDnn(),
      attribute("workspace_enabled", "BOOL", true),
      ...window,
    ];
    const [y, workspace] = runOperation(
      "_MklNativeMaxPool",
      attributes,
      [x],
      2,
    );
    const [dx] = runOperation("_MklNativeMaxPoolGrad", attributes, [
      x,
      y,
      dy,
      workspace,
    ]);
    tf.dispose([y, workspace]);
    return dx;
  };
  const window = (size: number[], strides: number[], padding: string) => [
    attribute("ksize", "INT", [1, ...size, 1]),
    attribute("strides", "INT", [1, ...strides, 1]),
    attribute("padding", "STRING", padding),
    attribute("data_format", "STRING", "NHWC"),
  ];
  const works = succeeds(() => {
    const one = tf.ones([1, 2, 2, 1]);
    poolGradient(one, tf.ones([1, 1, 1, 1]), window([2, 2], [2, 2], "VALID"));
  });
  if (!works) return;
  const general = tf.getKernel("MaxPoolGrad", "tensorflow").kernelFunc;
  replaceKernel("MaxPoolGrad", (call) => {
    const { inputs, attrs } = call;
    const { dy, input } = inputs as Record<string, tf.TensorInfo>;
    const { filterSize, strides, pad, dimRoundingMode } =
      attrs as unknown as tf.MaxPoolGradAttrs;
    const pool = tf.backend_util.computePool2DInfo(
      input.shape as [number, number, number, number],
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const { type } = pool.padInfo;
    if (input.dtype !== "float32" || (type !== "SAME" && type !== "VALID")) {
      return general(call);
    }
    return poolGradient(
      input,
      dy,
      window(
        [pool.filterHeight, pool.filterWidth],
        [pool.strideHeight, pool.strideWidth],
        type,
      ),
    );
  });
}

/**
 * oneDNN's kernel is slow for 5×5 filters, and for 3×3 ones on tiny maps; there,
 * explicit padding (of the same amount) makes TensorFlow take its own kernel.
 */
function registerDepthwiseFilter(): void {
  replaceKernel("DepthwiseConv2dNativeBackpropFilter", ({ inputs, attrs }) => {
    const { x, dy } = inputs as Record<string, tf.TensorInfo>;
    const { strides, dilations, pad, dimRoundingMode, filterShape } =
      attrs as unknown as tf.DepthwiseConv2dNativeBackpropFilterAttrs;
    const info = tf.backend_util.computeConv2DInfo(
      x.shape as [number, number, number, number],
      filterShape,
      strides,
      dilations,
      pad,
      dimRoundingMode,
      true,
    );
    const { top, bottom, left, right, type } = info.padInfo;
    const slow = info.filterHeight > 3 || info.outHeight * info.outWidth <= 4;
    const padding =
      slow || type === "EXPLICIT"
        ? [
            attribute("padding", "STRING", "EXPLICIT"),
            attribute("explicit_paddings", "INT", [
              ...[0, 0, top, bottom],
              ...[left, right, 0, 0],
            ]),
          ]
        : [attribute("padding", "STRING", type)];
    const sizes = tf.tensor1d(filterShape, "int32");
    const [gradient] = runOperation(
      "DepthwiseConv2dNativeBackpropFilter",
      [
        typeAttribute(),
        attribute("strides", "INT", [
          1,
          info.strideHeight,
          info.strideWidth,
          1,
        ]),
        attribute("dilations", "INT", [
          ...[1, info.dilationHeight, info.dilationWidth, 1],
        ]),
        attribute("data_format", "STRING", "NHWC"),
        ...padding,
      ],
      [x, sizes, dy],
    );
    sizes.dispose();
    return gradient;
  });
}
