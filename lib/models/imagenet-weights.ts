import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fetchDataset } from "../data";
import {
  readPyTorchCheckpoint,
  rowMajor,
  type CheckpointTensor,
} from "./pytorch-checkpoint";
import type { tf } from "../tensorflow/tensorflow";
import { HEAD, setWeights, weightLayout, type NetworkWeights } from "./weights";

/**
 * Gives an EfficientNet-Lite its published ImageNet weights: fetched once, kept in
 * the cache, verified by SHA-256 on every load. A head with other than 1,000
 * classes keeps its own weights.
 *
 * @param network made by {@link efficientNetLite}.
 * @throws Error where the weights cannot be fetched or the network is of another architecture.
 * @example
 * const network = efficientNetLite("lite0", { imageShape: [28, 28, 3], inputSize: 64, classes: 10, seed: 1 });
 * await loadImageNetWeights(network);
 */
export async function loadImageNetWeights(
  network: tf.LayersModel,
): Promise<void> {
  const name = `${network.name}-imagenet`;
  const { folder } = await fetchDataset(name);
  const path = join(folder, "weights.pth");
  const tensors = readPyTorchCheckpoint(readFileSync(path), path);
  const head = network.getLayer(HEAD).outputShape as number[];
  setWeights(
    network,
    fromEfficientNetCheckpoint(tensors, network, path),
    head[1] === 1000 ? {} : { except: HEAD },
  );
}

/**
 * Tensors under PyTorch's names as weights under this project's: convolution
 * kernels from [out, in, height, width] to [height, width, in, out].
 *
 * @throws Error naming what the checkpoint lacks or has besides.
 */
export function fromEfficientNetCheckpoint(
  tensors: Map<string, CheckpointTensor>,
  network: tf.LayersModel,
  origin: string,
): NetworkWeights {
  const rest = new Set(tensors.keys());
  const layout: NetworkWeights["layout"] = [];
  const values: Float32Array[] = [];
  for (const { name } of weightLayout(network)) {
    const [layer, kind] = name.split("/");
    const theirs = checkpointName(layer, kind);
    const tensor = tensors.get(theirs);
    if (!tensor) {
      throw new Error(
        `${origin}: has no ${theirs} for ${name}: a checkpoint of another architecture than "${network.name}".`,
      );
    }
    rest.delete(theirs);
    const axes = axesOf(kind, tensor.shape.length);
    const shape = axes.map((axis) => tensor.shape[axis]);
    const strides = axes.map((axis) =>
      tensor.shape.slice(axis + 1).reduce((product, size) => product * size, 1),
    );
    layout.push({ name, shape });
    values.push(rowMajor(tensor.values, shape, strides));
  }
  if (rest.size > 0) {
    throw new Error(
      `${origin}: holds ${[...rest][0]} besides: a checkpoint of another architecture than "${network.name}".`,
    );
  }
  return { layout, values };
}

/** `block2_expand/gamma` → `_blocks.1._bn0.weight`. */
function checkpointName(layer: string, kind: string): string {
  if (layer === HEAD) return kind === "kernel" ? "_fc.weight" : "_fc.bias";
  const [block, part] = layer.split("_");
  const [convolution, norm] = {
    stem: ["_conv_stem", "_bn0"],
    top: ["_conv_head", "_bn1"],
    expand: ["_expand_conv", "_bn0"],
    depthwise: ["_depthwise_conv", "_bn1"],
    project: ["_project_conv", "_bn2"],
  }[part ?? layer] ?? ["?", "?"];
  const path = part
    ? `_blocks.${Number(block.slice("block".length)) - 1}.`
    : "";
  const field = {
    gamma: "weight",
    beta: "bias",
    moving_mean: "running_mean",
    moving_variance: "running_var",
  }[kind];
  return path + (field ? `${norm}.${field}` : `${convolution}.weight`);
}

/** Which of PyTorch's axes come first, second, …, here. */
function axesOf(kind: string, rank: number): number[] {
  if (kind === "depthwise_kernel") return [2, 3, 0, 1];
  if (kind === "kernel") return rank === 4 ? [2, 3, 1, 0] : [1, 0];
  return [0];
}
