import assert from "node:assert/strict";
import type { ActivationName } from "../../lib/tensorflow/activation";
import type { ChainStep } from "../../lib/tensorflow/chain-step";
import { convolutionChain } from "../../lib/tensorflow/convolution-chain";
import { tf } from "../../lib/tensorflow/tensorflow";

const EPSILON = 1e-3;
const MOMENTUM = 0.75;

const random = (shape: number[], seed: number) =>
  tf.randomNormal(
    shape as [number, number, number, number],
    0,
    1,
    "float32",
    seed,
  );

/** Largest difference relative to the largest value. */
function difference(found: tf.Tensor, wanted: tf.Tensor): number {
  assert.deepEqual(found.shape, wanted.shape);
  return tf.tidy(() => {
    const scale = wanted.abs().max().dataSync()[0];
    return found.sub(wanted).abs().max().dataSync()[0] / scale;
  });
}

interface Shape {
  size: number;
  filters?: number;
  strides?: number;
  activation?: ActivationName;
}
interface Case {
  name: string;
  /** Batch, height, width and channels. */
  x: [number, number, number, number];
  /** Depthwise where there are no filters. */
  steps: Shape[];
  residual?: "input" | Shape;
  /** Added to x. */
  away?: number;
}

const cases: Case[] = [
  {
    name: "one convolution of pixels",
    x: [5, 9, 7, 3],
    steps: [{ size: 3, filters: 24, strides: 2, activation: "relu6" }],
  },
  {
    name: "one convolution, its input far from zero",
    x: [3, 5, 7, 8],
    steps: [{ size: 1, filters: 24 }],
    away: 30,
  },
  {
    name: "an inverted residual",
    x: [5, 6, 6, 16],
    steps: [
      { size: 1, filters: 48, activation: "relu6" },
      { size: 3, activation: "relu6" },
      { size: 1, filters: 16 },
    ],
    residual: "input",
  },
  {
    name: "an inverted bottleneck that halves the resolution",
    x: [4, 8, 6, 8],
    steps: [
      { size: 1, filters: 40, activation: "relu6" },
      { size: 5, strides: 2, activation: "relu6" },
      { size: 1, filters: 24 },
    ],
  },
  {
    name: "a depthwise convolution first",
    x: [2, 7, 5, 24],
    steps: [
      { size: 3, activation: "relu6" },
      { size: 1, filters: 8 },
    ],
  },
  {
    name: "a residual block, which Winograd's way suits",
    x: [3, 9, 8, 32],
    steps: [
      { size: 3, filters: 32, activation: "relu" },
      { size: 3, filters: 32, activation: "relu" },
    ],
    residual: "input",
  },
  {
    name: "a residual block that halves the resolution",
    x: [5, 9, 8, 16],
    steps: [
      { size: 3, filters: 32, strides: 2, activation: "relu" },
      { size: 3, filters: 32, activation: "relu" },
    ],
    residual: { size: 1, filters: 32, strides: 2 },
  },
  {
    name: "a shortcut without an activation after it",
    x: [3, 4, 6, 8],
    steps: [
      { size: 1, filters: 24, activation: "relu6" },
      { size: 3, filters: 16 },
    ],
    residual: { size: 1, filters: 16 },
  },
  {
    name: "a shortcut of pixels",
    x: [3, 6, 6, 3],
    steps: [{ size: 3, filters: 8, activation: "relu" }],
    residual: { size: 1, filters: 8 },
  },
  {
    name: "a residual after ReLU6",
    x: [3, 5, 5, 16],
    steps: [{ size: 3, filters: 16, activation: "relu6" }],
    residual: "input",
  },
  {
    name: "more images than are handled at a time, on maps of few pixels",
    x: [67, 2, 2, 96],
    steps: [
      { size: 1, filters: 128, activation: "relu" },
      { size: 3, activation: "relu" },
      { size: 1, filters: 96 },
    ],
    residual: "input",
  },
  {
    name: "filters that are no eights",
    x: [4, 6, 6, 6],
    steps: [
      { size: 3, filters: 12, activation: "relu" },
      { size: 3, filters: 6, activation: "relu" },
    ],
    residual: "input",
  },
];

/** The steps, and the one beside them where there is one. */
const allSteps = ({ steps, residual }: Case) =>
  residual && residual !== "input" ? [...steps, residual] : steps;

/** Tensors of a case: dy, then x and of each step filter, scale and offset. */
function tensorsOf(each: Case) {
  const { x: shape, steps, away = 0 } = each;
  let [, height, width, channels] = shape;
  const learnt = allSteps(each).flatMap(({ size, filters }, k) => {
    if (k === steps.length) channels = shape[3];
    const filter = [size, size, channels, filters ?? 1];
    channels = filters ?? channels;
    return [
      random(filter, 10 + k).mul(0.3),
      random([channels], 20 + k)
        .abs()
        .add(0.5),
      random([channels], 30 + k),
    ];
  });
  for (const { strides = 1 } of steps) {
    height = Math.ceil(height / strides);
    width = Math.ceil(width / strides);
  }
  return {
    dy: random([shape[0], height, width, channels], 1),
    given: [random(shape, 2).add(away), ...learnt],
  };
}

const after = (x: tf.Tensor, activation: ActivationName = "linear") =>
  activation === "linear" ? x : tf[activation](x);

/** The case's chain, by our function or by tfjs's, of which gradients are taken too. */
function chains(each: Case, byBatch: boolean) {
  const { steps, residual } = each;
  const all = allSteps(each);
  const averages = (scale: tf.Tensor, k: number) => ({
    mean: random([scale.size], 40 + k),
    variance: random([scale.size], 50 + k)
      .abs()
      .add(0.2),
  });
  const ours = (x: tf.Tensor, ...learnt: tf.Tensor[]) => {
    const chain = all.map(
      ({ filters, strides = 1, activation = "linear" }, k): ChainStep => {
        const [filter, scale, offset] = learnt.slice(3 * k, 3 * k + 3);
        const depthwise = filters === undefined;
        return {
          ...{ filter, scale, offset, strides, depthwise, activation },
          ...averages(scale, k),
        };
      },
    );
    return convolutionChain(x, chain.slice(0, steps.length), {
      byBatch,
      residual: residual === "input" ? residual : chain[steps.length],
      ...{ epsilon: EPSILON, momentum: MOMENTUM },
    });
  };
  const moments: tf.Tensor[] = [];
  const wanted = (x: tf.Tensor, ...learnt: tf.Tensor[]) => {
    moments.length = 0;
    const normalised = (from: tf.Tensor, k: number) => {
      const { filters, strides = 1 } = all[k];
      const [filter, scale, offset] = learnt.slice(3 * k, 3 * k + 3);
      const convolve = filters === undefined ? tf.depthwiseConv2d : tf.conv2d;
      const y = convolve(
        from as tf.Tensor4D,
        filter as tf.Tensor4D,
        strides,
        "same",
      );
      const by = averages(scale, k);
      const batch = tf.moments(y, [0, 1, 2]);
      const { mean, variance } = byBatch ? batch : by;
      const rows = y.size / scale.size;
      const unbiased = batch.variance.mul(rows / (rows - 1));
      const next = (before: tf.Tensor, now: tf.Tensor) =>
        before.mul(MOMENTUM).add(now.mul(1 - MOMENTUM));
      moments.push(next(by.mean, batch.mean), next(by.variance, unbiased));
      return y
        .sub(mean)
        .div(variance.add(EPSILON).sqrt())
        .mul(scale)
        .add(offset);
    };
    let y = x;
    for (let k = 0; k < steps.length - 1; k++)
      y = after(normalised(y, k), steps[k].activation);
    y = normalised(y, steps.length - 1);
    if (residual === "input") y = y.add(x);
    else if (residual) y = y.add(normalised(x, steps.length));
    return after(y, steps[steps.length - 1].activation);
  };
  return { ours, wanted, moments };
}

describe("chains of convolutions", () => {
  for (const each of cases)
    for (const byBatch of [true, false])
      it(`are those of tfjs, with their gradients, normalised ${byBatch ? "by the batch" : "by averages"}: ${each.name}`, () =>
        tf.tidy(() => {
          const { given, dy } = tensorsOf(each);
          const { ours, wanted, moments } = chains(each, byBatch);
          const expected = tf.valueAndGrads(wanted)(given, dy);
          const find = () =>
            tf.valueAndGrads((x, ...learnt) => ours(x, ...learnt)[0])(
              given,
              dy,
            );
          const found = find();
          const tolerance = each.away ? 1e-3 : 5e-5;
          const [x, ...learnt] = given;
          for (const output of [found.value, ours(x, ...learnt)[0]])
            assert.ok(difference(output, expected.value) < tolerance);
          found.grads.forEach((gradient, i) => {
            const off = difference(gradient, expected.grads[i]);
            assert.ok(off < tolerance, `gradient ${i} is off by ${off}`);
          });
          // Same inputs, same bits.
          find().grads.forEach((gradient, i) =>
            assert.deepEqual(gradient.dataSync(), found.grads[i].dataSync()),
          );
          const [, ...averages] = ours(x, ...learnt);
          wanted(x, ...learnt);
          assert.equal(averages.length, byBatch ? moments.length : 0);
          averages.forEach((average, i) =>
            assert.ok(difference(average, moments[i]) < 1e-4),
          );
        }));

  it("leave no tensors behind", () => {
    const { given, dy } = tf.tidy(() => tensorsOf(cases[2]));
    const { ours } = chains(cases[2], true);
    const { numTensors, numBytes } = tf.memory();
    tf.dispose(
      tf.valueAndGrads((x, ...learnt) => ours(x, ...learnt)[0])(given, dy),
    );
    const [x, ...learnt] = given;
    tf.tidy(() => void ours(x, ...learnt));
    const left = tf.memory();
    assert.deepEqual([left.numTensors, left.numBytes], [numTensors, numBytes]);
    tf.dispose([given, dy]);
  });
});
