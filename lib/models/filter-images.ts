import { tf } from "../tensorflow/tensorflow";

/**
 * The kernels of a network's first convolution as small pictures: grey is weight
 * 0, and all share one scale, on which the largest weight is black or white. With
 * three input channels they are in colour.
 *
 * @returns as `imageGrid` takes them; shape [filters, height, width, channels].
 * @throws Error where the network has no convolution, or one that takes other than 1 or 3 channels.
 * @example await lab.show(lab.imageGrid([{ label: "First layer", ...filterImages(network) }], { columns: 16 }));
 */
export function filterImages(network: tf.LayersModel): {
  images: Uint8Array;
  shape: [number, number, number, number];
} {
  const kernel = network.layers
    .flatMap((layer) => layer.weights)
    .find(({ shape }) => shape.length === 4);
  if (!kernel) {
    throw new Error(`The network "${network.name}" has no convolution.`);
  }
  const [height, width, channels, filters] = kernel.shape as number[];
  if (channels !== 1 && channels !== 3) {
    throw new Error(
      `The first convolution of "${network.name}" takes ${channels} channels; only 1 or 3 make a picture.`,
    );
  }
  const weights = tf.tidy(() =>
    tf.transpose(kernel.read(), [3, 0, 1, 2]).dataSync<"float32">(),
  );
  const largest = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
  const images = Uint8Array.from(weights, (weight) =>
    Math.round(127.5 + (127.5 * weight) / (largest || 1)),
  );
  return { images, shape: [filters, height, width, channels] };
}
