import { loadDataset } from "../../data";
import { sampleExamples } from "../../images";
import { fitLinearProbe, setHead } from "../../methods";
import { efficientNetLite, loadImageNetWeights } from "../../models";
import { keptFeatures } from "../../training";

/** Penalty of the head. */
const L2 = 0.1;

/**
 * EfficientNet-Lite0 with ImageNet weights and a head that is fitted to photographs of CIFAR-10 in a few seconds (features are kept): something to adapt.
 *
 * @param options.train photographs that the head learns. Default 2,000.
 * @param options.seed of which. Default 1.
 */
export async function knowingCifar10({
  train = 2000,
  seed = 1,
}: { train?: number; seed?: number } = {}): Promise<
  ReturnType<typeof efficientNetLite>
> {
  const network = efficientNetLite("lite0", {
    imageShape: [32, 32, 3],
    inputSize: 64,
    classes: 10,
  });
  await loadImageNetWeights(network);
  const photographs = sampleExamples(loadDataset("cifar10"), train, seed);
  setHead(
    network,
    fitLinearProbe(keptFeatures(network, photographs), photographs.labels, {
      classes: 10,
      l2s: [L2],
      seed,
    }),
  );
  return network;
}
