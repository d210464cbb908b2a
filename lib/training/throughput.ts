import type { LabelledImages } from "../images";
import { predictOutputs } from "./evaluate";
import { extractFeatures } from "./features";
import type { PartialRecipe } from "./recipe";
import type { tf } from "../tensorflow/tensorflow";
import { trainNetwork } from "./train-network";
import { getWeights, setWeights } from "../models/weights";

/** Images a second. */
export interface Throughput {
  /** From pixels to logits. */
  forward: number;
  /** From pixels to features. */
  features: number;
  /** Forward, backward and the optimiser's step. */
  training: number;
}

/**
 * Measures how many images a second a network handles on this machine, after one
 * pass to warm up. The network keeps its weights. Other work on the machine lowers the figures;
 * `npm run bench -- training` measures with care, and against PyTorch.
 *
 * @param set how many images to measure on; a few batches will do.
 */
export async function measureThroughput(
  network: tf.LayersModel,
  set: LabelledImages,
  recipe: PartialRecipe = {},
): Promise<Throughput> {
  const rate = (work: () => unknown) => {
    work();
    const started = performance.now();
    work();
    return (1000 * set.shape[0]) / (performance.now() - started);
  };
  const forward = rate(() => predictOutputs(network, set));
  const features = rate(() => extractFeatures(network, set));
  const before = getWeights(network);
  const options = { allowEmptyClasses: true };
  await trainNetwork(network, set, { ...recipe, epochs: 1 }, options);
  const run = await trainNetwork(
    network,
    set,
    { ...recipe, epochs: 1 },
    options,
  );
  setWeights(network, before);
  return { forward, features, training: run.imagesPerSecond };
}
