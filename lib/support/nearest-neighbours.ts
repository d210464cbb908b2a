import { requireFeatures, type Features } from "../training/features";
import { tf } from "../tensorflow/tensorflow";

/** The nearest of a set to each query. */
export interface Neighbours {
  /** Positions in the set, nearest first; row-major [queries, k]. */
  indices: Int32Array;
  /** Cosine similarities, in [−1, 1]; row-major [queries, k]. */
  similarities: Float32Array;
  k: number;
}

/** Rows at a time, so that similarities to large sets fit in memory. */
const CHUNK = 512;

/**
 * The k images of a set whose features are most similar to each query's, by the
 * cosine of the angle between them.
 *
 * @throws Error where widths differ, a feature is not finite, or k is not within the set's size.
 * @example
 * const near = nearestNeighbours(extractFeatures(network, test), extractFeatures(network, train), 5);
 * near.indices.subarray(0, 5); // of the first query
 */
export function nearestNeighbours(
  queries: Features,
  set: Features,
  k: number,
): Neighbours {
  requireFeatures(queries, "queries");
  requireFeatures(set, "set to search");
  if (queries.width !== set.width) {
    throw new Error(
      `Queries have ${queries.width} features, the set ${set.width}: they come from different networks.`,
    );
  }
  if (!(Number.isInteger(k) && k >= 1 && k <= set.count)) {
    throw new Error(
      `k is ${k}, expected a whole number from 1 to ${set.count}, the size of the set.`,
    );
  }
  const indices = new Int32Array(queries.count * k);
  const similarities = new Float32Array(queries.count * k);
  tf.tidy(() => {
    const others = unitRows(set, 0, set.count);
    for (let start = 0; start < queries.count; start += CHUNK) {
      const count = Math.min(CHUNK, queries.count - start);
      const found = tf.tidy(() => {
        const rows = unitRows(queries, start, count);
        const nearest = tf.topk(tf.matMul(rows, others, false, true), k);
        return [
          nearest.indices.dataSync<"int32">(),
          nearest.values.dataSync<"float32">(),
        ] as const;
      });
      indices.set(found[0], start * k);
      similarities.set(found[1], start * k);
    }
  });
  return { indices, similarities, k };
}

/** Rows scaled to length 1; rows of zeros stay. */
function unitRows(
  { values, width }: Features,
  start: number,
  count: number,
): tf.Tensor2D {
  return tf.tidy(() => {
    const rows = tf.tensor2d(
      values.subarray(start * width, (start + count) * width),
      [count, width],
    );
    return tf.divNoNan(rows, tf.norm(rows, 2, 1, true));
  });
}
