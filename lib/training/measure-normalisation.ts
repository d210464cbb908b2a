import type { LabelledImages } from "../images";
import { bytesToFloat } from "../tensorflow/native";
import { tf } from "../tensorflow/tensorflow";
import { shuffledBatches, stepsPerEpoch } from "./batches";
import { checkImages } from "./check-images";

const BATCH_SIZE = 64;

/**
 * Measures the running averages of a network's normalisation layers anew, in one pass over images, as training does; nothing is trained. Averaged weights need it:
 * the statistics of an average are not the average of the statistics (Izmailov et al. 2018, section 3.2). Layers with `trainable = false` keep theirs.
 *
 * @param set images such as the network was trained on; enough for a few dozen batches of 64, since older statistics fade by a tenth a batch.
 * @param options.seed of the order of images. Default 0.
 * @throws Error where the images do not fit the network.
 */
export function measureNormalisation(
  network: tf.LayersModel,
  set: LabelledImages,
  { seed = 0 }: { seed?: number } = {},
): void {
  checkImages(set, network, "set to measure normalisation on");
  const asTheyAre = { flip: false, shift: 0 };
  const batches = shuffledBatches(set, BATCH_SIZE, seed, asTheyAre);
  for (let k = stepsPerEpoch(set, BATCH_SIZE); k > 0; k--) {
    const { images, shape } = batches.next().value;
    tf.tidy(() => {
      network.apply(bytesToFloat(images, shape), { training: true });
    });
  }
}
