import { randomStream } from "../numerics";
import { tf } from "../tensorflow/tensorflow";

/** Changes of low rank to a network's kernels. */
export interface LowRankAdapters {
  /** Two for each kernel: [rows, rank] and [rank, filters]. */
  variables: tf.Variable[];
  /** Adds the changes to the kernels for good. */
  merge(): void;
  /** Takes the changes away again, where they are not merged, and frees the variables. */
  dispose(): void;
}

type Weight = tf.layers.Layer["weights"][number];

/**
 * Lets each kernel of a network, but depthwise ones, be read as itself plus a product of two thin matrices, zero at first; the kernel of a convolution
 * counts as a matrix of [height · width · channels, filters].
 *
 * @param options.rank from 1; where a kernel has fewer rows or filters, that many.
 * @param options.seed of the first factor, normal with variance 1 / rows; the second is 0.
 */
export function lowRankAdapters(
  network: tf.LayersModel,
  { rank, seed }: { rank: number; seed: number },
): LowRankAdapters {
  const kernels = network.layers
    .flatMap((layer) => layer.weights)
    .filter(({ originalName }) => originalName.endsWith("/kernel"));
  const parts = kernels.map((kernel) => adapter(kernel, rank, seed));
  return {
    variables: parts.flatMap(({ factors }) => factors),
    merge: () =>
      tf.tidy(() => {
        for (const { kernel } of parts) kernel.write(kernel.read());
      }),
    dispose: () => {
      for (const { kernel, factors } of parts) {
        Reflect.deleteProperty(kernel, "read");
        tf.dispose(factors);
      }
    },
  };
}

function adapter(kernel: Weight, rank: number, seed: number) {
  const shape = kernel.shape as number[];
  const filters = shape[shape.length - 1];
  const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const width = Math.min(rank, rows, filters);
  const random = randomStream(seed, `adapter of ${kernel.originalName}`);
  const first = Float32Array.from(
    { length: rows * width },
    () => random.normal() / Math.sqrt(rows),
  );
  const factors = tf.tidy(() => [
    tf.variable(tf.tensor2d(first, [rows, width])),
    tf.variable(tf.zeros([width, filters])),
  ]) as [tf.Variable<tf.Rank.R2>, tf.Variable<tf.Rank.R2>];
  const own = kernel.read();
  kernel.read = () =>
    tf.add(own, tf.reshape(tf.matMul(factors[0], factors[1]), shape));
  return { kernel, factors };
}
