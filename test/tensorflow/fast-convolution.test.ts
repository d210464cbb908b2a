import assert from "node:assert/strict";
import { biasedConvolution } from "../../lib/tensorflow/biased-convolution";
import {
  attribute,
  runOperation,
  typeAttribute,
} from "../../lib/tensorflow/native";
import { tf } from "../../lib/tensorflow/tensorflow";

const random = (shape: number[], seed: number) =>
  tf.randomNormal(
    shape as [number, number, number, number],
    0,
    1,
    "float32",
    seed,
  ) as tf.Tensor4D;

/** Largest difference relative to the largest value. */
function difference(found: tf.Tensor, wanted: tf.Tensor): number {
  assert.deepEqual(found.shape, wanted.shape);
  return tf.tidy(() => {
    const scale = wanted.abs().max().dataSync()[0];
    return found.sub(wanted).abs().max().dataSync()[0] / scale;
  });
}

interface Geometry {
  side: [number, number];
  channels: number;
  filters: number;
  size: number;
  stride: number;
}
const dense: Geometry[] = [
  { side: [9, 7], channels: 3, filters: 40, size: 3, stride: 1 },
  { side: [8, 8], channels: 16, filters: 24, size: 3, stride: 2 },
  { side: [7, 5], channels: 8, filters: 16, size: 5, stride: 2 },
  { side: [6, 6], channels: 24, filters: 8, size: 1, stride: 1 },
  { side: [5, 6], channels: 8, filters: 32, size: 1, stride: 2 },
  { side: [1, 2], channels: 16, filters: 16, size: 3, stride: 1 },
  // Winograd's: one tile, tiles that reach over the edge, more than fit the cache, no pairs of vectors.
  { side: [4, 4], channels: 32, filters: 32, size: 3, stride: 1 },
  { side: [9, 7], channels: 16, filters: 48, size: 3, stride: 1 },
  { side: [30, 33], channels: 64, filters: 32, size: 3, stride: 1 },
  { side: [6, 5], channels: 24, filters: 16, size: 3, stride: 1 },
];
const depthwise: Geometry[] = [
  { side: [9, 7], channels: 24, filters: 1, size: 3, stride: 1 },
  { side: [8, 8], channels: 8, filters: 1, size: 3, stride: 2 },
  { side: [7, 6], channels: 40, filters: 1, size: 5, stride: 2 },
  { side: [2, 2], channels: 16, filters: 1, size: 5, stride: 1 },
];

/** Output and gradients by x and filter, from TensorFlow's own operations. */
function byTensorFlow(
  kind: "dense" | "depthwise",
  [x, filter, dy]: tf.Tensor[],
  stride: number,
) {
  const attributes = [
    typeAttribute(),
    attribute("strides", "INT", [1, stride, stride, 1]),
    attribute("padding", "STRING", "SAME"),
    attribute("data_format", "STRING", "NHWC"),
  ];
  const [forward, back] =
    kind === "dense"
      ? ["Conv2D", "Conv2DBackprop"]
      : ["DepthwiseConv2dNative", "DepthwiseConv2dNativeBackprop"];
  const run = (name: string, inputs: tf.Tensor[]) =>
    runOperation(name, attributes, inputs)[0];
  const shape = (tensor: tf.Tensor) => tf.tensor1d(tensor.shape, "int32");
  return [
    run(forward, [x, filter]),
    run(`${back}Input`, [shape(x), filter, dy]),
    run(`${back}Filter`, [x, shape(filter), dy]),
  ];
}

function makeInputs({ side, channels, filters, size, stride }: Geometry) {
  const outputs = filters === 1 ? channels : filters;
  const small = side.map((length) => Math.ceil(length / stride));
  return [
    random([5, ...side, channels], 1),
    random([size, size, channels, filters], 2),
    random([5, ...small, outputs], 3),
  ] as tf.Tensor4D[];
}

function ours(
  kind: "dense" | "depthwise",
  [x, filter, dy]: tf.Tensor4D[],
  stride: number,
) {
  const convolve = kind === "dense" ? tf.conv2d : tf.depthwiseConv2d;
  const { value, grads } = tf.valueAndGrads((a, b) =>
    convolve(a as tf.Tensor4D, b as tf.Tensor4D, stride, "same"),
  )([x, filter], dy);
  return [value, ...grads];
}

describe("fast convolutions", () => {
  for (const [kind, geometries] of [
    ["dense", dense],
    ["depthwise", depthwise],
  ] as const)
    for (const geometry of geometries) {
      const { stride } = geometry;
      it(`are TensorFlow's, forwards and backwards: ${kind}, ${JSON.stringify(geometry)}`, () =>
        tf.tidy(() => {
          const inputs = makeInputs(geometry);
          const wanted = byTensorFlow(kind, inputs, stride);
          const found = ours(kind, inputs, stride);
          found.forEach((each, i) => {
            const off = difference(each, wanted[i]);
            assert.ok(off < 1e-5, `result ${i} is off by ${off}`);
          });
          // Same inputs, same bits.
          ours(kind, inputs, stride).forEach((each, i) =>
            assert.deepEqual(each.dataSync(), found[i].dataSync()),
          );
        }));
    }

  for (const filters of [6, 12])
    it(`leave ${filters} filters, which are no eights, to TensorFlow`, () =>
      tf.tidy(() => {
        const inputs = makeInputs({ ...dense[0], filters });
        const wanted = byTensorFlow("dense", inputs, 1);
        ours("dense", inputs, 1).forEach((each, i) =>
          assert.ok(difference(each, wanted[i]) < 1e-5),
        );
      }));

  it("leave several filters a channel to TensorFlow", () =>
    tf.tidy(() => {
      const x = random([2, 4, 4, 8], 1);
      const filter = random([3, 3, 8, 2], 2);
      const output = tf.depthwiseConv2d(x, filter, 1, "same");
      assert.deepEqual(output.shape, [2, 4, 4, 16]);
      const one = tf.depthwiseConv2d(
        x,
        filter.slice([0, 0, 0, 1], [3, 3, 8, 1]),
        1,
        "same",
      );
      const second = output.reshape([2, 4, 4, 8, 2]).slice([0, 0, 0, 0, 1]);
      assert.ok(difference(second.reshape([2, 4, 4, 8]), one) < 1e-5);
    }));
});

describe("activations within", () => {
  for (const activation of ["linear", "relu", "relu6"] as const) {
    const after = (x: tf.Tensor) =>
      activation === "linear" ? x : tf[activation](x);

    for (const isDepthwise of [false, true])
      it(`a ${isDepthwise ? "depthwise " : ""}convolution are those after it: ${activation}`, () =>
        tf.tidy(() => {
          const geometry = (isDepthwise ? depthwise : dense)[1];
          const [x, filter, dy] = makeInputs(geometry);
          const bias = random([dy.shape[3]], 4);
          const { stride } = geometry;
          const found = tf.valueAndGrads((...[a, b, c]) =>
            biasedConvolution(a, b, c, {
              strides: stride,
              activation,
              depthwise: isDepthwise,
            }),
          )([x, filter, bias], dy);
          const convolve = isDepthwise ? tf.depthwiseConv2d : tf.conv2d;
          const wanted = tf.valueAndGrads((...[a, b, c]) =>
            after(
              convolve(a as tf.Tensor4D, b as tf.Tensor4D, stride, "same").add(
                c,
              ),
            ),
          )([x, filter, bias], dy);
          assert.ok(difference(found.value, wanted.value) < 1e-5);
          found.grads.forEach((gradient, i) =>
            assert.ok(difference(gradient, wanted.grads[i]) < 1e-4),
          );
        }));
  }
});
