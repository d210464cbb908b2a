import { takeExamples } from "../images";
import type { DomainExamples } from "../support";
import type { Features } from "../training";
import { networks } from "./lazy-libraries";

/**
 * ImageNet features (EfficientNet-Lite0) of photographs enlarged to 64 pixels, as the studies' pre-trained networks see them; computed of either domain apart
 * and kept in the cache, as many shifts share a reference set.
 */
export async function photographFeatures(
  examples: DomainExamples,
): Promise<Features> {
  const { efficientNetLite, keptFeatures, loadImageNetWeights } = networks();
  const [count, ...imageShape] = examples.shape;
  const options = { imageShape, inputSize: 64, classes: 2 };
  const network = efficientNetLite("lite0", options);
  await loadImageNetWeights(network);
  const parts = [0, 1].map((domain) => {
    const members = Array.from(examples.isShifted.keys());
    const ours = members.filter((i) => examples.isShifted[i] === domain);
    return keptFeatures(network, takeExamples(examples, ours)).values;
  });
  network.dispose();
  const values = new Float32Array(parts[0].length + parts[1].length);
  values.set(parts[0]);
  values.set(parts[1], parts[0].length);
  return { values, count, width: values.length / count };
}
