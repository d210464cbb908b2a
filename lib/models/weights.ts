import { optionChecker } from "../files";
import { text } from "../files/option-kinds";
import { randomStream } from "../numerics";
import { tf } from "../tensorflow/tensorflow";

/** All weights of a network, copied out of TensorFlow. */
export interface NetworkWeights {
  /** Name and shape of each weight in order: what must agree for the weights to fit a network. */
  layout: { name: string; shape: number[] }[];
  /** Values of each weight, row-major. */
  values: Float32Array[];
}

/** A network's weights by layer: unlike `network.weights`, in the same order whichever layers are frozen. */
const weightsOf = (network: tf.LayersModel) =>
  network.layers.flatMap((layer) => layer.weights);

/** Name and shape of each weight of a network, in order. */
export function weightLayout(
  network: tf.LayersModel,
): NetworkWeights["layout"] {
  return weightsOf(network).map(({ originalName, shape }) => ({
    name: originalName,
    shape: shape as number[],
  }));
}

/** Copies a network's weights, running averages of normalisation layers included. */
export function getWeights(network: tf.LayersModel): NetworkWeights {
  return {
    layout: weightLayout(network),
    values: weightsOf(network).map((weight) => {
      let values = new Float32Array(0);
      // What a weight is read as may be made in the reading.
      tf.tidy(() => {
        values = weight.read().dataSync<"float32">();
      });
      return values;
    }),
  };
}

const checkSetWeightsOptions = optionChecker<{ except?: string }>(
  "setWeights",
  { except: text },
);

/**
 * Sets a network's weights, by their names.
 *
 * @param options.except name of a layer to leave as it is; usually "head", when
 *   the classes are others.
 * @throws Error naming the first weight that does not fit, when the weights are of another architecture.
 */
export function setWeights(
  network: tf.LayersModel,
  weights: NetworkWeights,
  options: { except?: string } = {},
): void {
  checkSetWeightsOptions(options);
  const { except } = options;
  const counts = (layer: { name: string }) =>
    except === undefined || !layer.name.startsWith(`${except}/`);
  const own = weightsOf(network).filter((weight) =>
    counts({ name: weight.originalName }),
  );
  const given = new Map(
    weights.layout.flatMap((item, index) =>
      counts(item)
        ? [[item.name, { ...item, values: weights.values[index] }]]
        : [],
    ),
  );
  const refuse = (what: string): never => {
    throw new Error(
      `These weights are of another architecture than the network "${network.name}": ${what}.`,
    );
  };
  const fitting = own.map(({ originalName: name, shape }) => {
    const found = given.get(name);
    given.delete(name);
    if (found?.shape.join() === shape.join()) return found;
    const state = found ? `[${found.shape.join(", ")}]` : "missing";
    return refuse(`${name} is ${state}, the network has [${shape.join(", ")}]`);
  });
  for (const name of given.keys()) refuse(`the network has no ${name}`);
  tf.tidy(() => {
    own.forEach((weight, i) => {
      weight.write(tf.tensor(fitting[i].values.slice(), fitting[i].shape));
    });
  });
}

const checkInitialiseWeightsOptions = optionChecker<{ only?: string }>(
  "initialiseWeights",
  { only: text },
);

/**
 * Draws a network's weights anew: kernels normal with variance 2 / fan-in (He et
 * al. 2015), the head's with variance 1 / fan-in; biases and offsets 0, scales 1;
 * running averages 0 and 1. Same seed, same weights.
 *
 * @param options.only name of the one layer to draw; without it, all.
 */
export function initialiseWeights(
  network: tf.LayersModel,
  seed: number,
  options: { only?: string } = {},
): void {
  checkInitialiseWeightsOptions(options);
  const { only } = options;
  tf.tidy(() => {
    for (const weight of weightsOf(network)) {
      const [layer, kind] = weight.originalName.split("/");
      if (only !== undefined && layer !== only) continue;
      const shape = weight.shape as number[];
      if (kind.endsWith("kernel")) {
        const gain = layer === HEAD ? 1 : 2;
        const deviation = Math.sqrt(gain / fanIn(kind, shape));
        const random = randomStream(seed, `initial ${weight.originalName}`);
        const size = shape.reduce((product, each) => product * each, 1);
        const values = Float32Array.from(
          { length: size },
          () => deviation * random.normal(),
        );
        weight.write(tf.tensor(values, shape));
      } else {
        const one = kind === "gamma" || kind === "moving_variance";
        weight.write(tf.fill(shape, one ? 1 : 0));
      }
    }
  });
}

/** Name of a network's last layer, the linear classifier on its features. */
export const HEAD = "head";

/** Name of the layer whose output is a network's features: the head's input. */
export const FEATURES = "features";

function fanIn(kind: string, shape: number[]): number {
  const [height, width, channels] =
    shape.length === 4 ? shape : [1, 1, shape[0]];
  return height * width * (kind === "depthwise_kernel" ? 1 : channels);
}
