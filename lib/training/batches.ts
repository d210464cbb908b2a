import type { LabelledImages } from "../images";
import { takeChecked } from "../images/image-sets";
import { randomStream, type RandomStream } from "../numerics";
import type { Augmentation } from "./recipe";

/**
 * Changes the images of a batch in place, for instance to add noise.
 *
 * @param images pixel values of the batch, row-major [batch, height, width, channels].
 * @param random a stream of the run's own; draw only from it, so that runs can be repeated.
 */
export type AugmentBatch = (
  images: Uint8Array,
  shape: [number, number, number, number],
  random: RandomStream,
) => void;

/** A batch of examples, still as bytes. */
export interface Batch extends LabelledImages {
  /** Positions of the examples in the set. */
  indices: Int32Array;
}

/** How many batches of {@link shuffledBatches} make an epoch. */
export const stepsPerEpoch = (
  { shape: [count] }: LabelledImages,
  batchSize: number,
): number => Math.max(1, Math.floor(count / batchSize));

/**
 * Endless stream of batches in shuffled order: each epoch is a new permutation,
 * and an epoch's remainder that fills no batch is left out (as PyTorch's
 * `drop_last`). A set smaller than a batch comes whole.
 *
 * @param augment applied after the recipe's own augmentation.
 */
export function* shuffledBatches(
  set: LabelledImages,
  batchSize: number,
  seed: number,
  augmentation: Augmentation,
  augment?: AugmentBatch,
): Generator<Batch, never> {
  const count = set.shape[0];
  const size = Math.min(batchSize, count);
  const order = randomStream(seed, "order of examples");
  const random = randomStream(seed, "augmentation");
  for (;;) {
    const permutation = order.permutation(count);
    for (let start = 0; start + size <= count; start += size) {
      const indices = permutation.subarray(start, start + size);
      const batch = { ...takeChecked(set, indices), indices };
      augmentImages(batch, augmentation, random);
      augment?.(batch.images, batch.shape, random);
      yield batch;
    }
  }
}

function augmentImages(
  { images, shape }: Batch,
  { flip, shift }: Augmentation,
  random: RandomStream,
): void {
  if (!flip && shift === 0) return;
  const [count, height, width, channels] = shape;
  const size = height * width * channels;
  for (let i = 0; i < count; i++) {
    const mirrored = flip && random.uniform() < 0.5;
    const down = shift && random.integer(2 * shift + 1) - shift;
    const right = shift && random.integer(2 * shift + 1) - shift;
    if (!mirrored && down === 0 && right === 0) continue;
    const target = images.subarray(i * size, (i + 1) * size);
    const source = target.slice();
    for (let y = 0; y < height; y++) {
      const fromY = Math.min(height - 1, Math.max(0, y - down));
      for (let x = 0; x < width; x++) {
        const shifted = Math.min(width - 1, Math.max(0, x - right));
        const fromX = mirrored ? width - 1 - shifted : shifted;
        const to = (y * width + x) * channels;
        const from = (fromY * width + fromX) * channels;
        for (let c = 0; c < channels; c++) target[to + c] = source[from + c];
      }
    }
  }
}
