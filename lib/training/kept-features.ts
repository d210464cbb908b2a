import {
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { cacheFolder, optionChecker, sha256, writeWhole } from "../files";
import { text, whole } from "../files/option-kinds";
import { canonicalJson } from "../files/canonical-json";
import type { LabelledImages } from "../images";
import { requirePixels } from "../images/labelled-images";
import { getWeights } from "../models/weights";
import type { tf } from "../tensorflow/tensorflow";
import { extractFeatures, featureExtractor, type Features } from "./features";

const ENDING = ".features";

/** How much is kept: beyond it, what was used longest ago is deleted. */
const MOST_BYTES = 2 * 2 ** 30;

const folder = () => join(cacheFolder(), "features");

interface KeptFeaturesOptions {
  batchSize?: number;
  name?: string;
}

const checkOptions = optionChecker<KeptFeaturesOptions>("keptFeatures", {
  batchSize: whole(1),
  name: text,
});

/**
 * {@link extractFeatures}, computed once and kept in the cache (`.cache/features`): asked for again, also by another process, with the same
 * weights and the same images, they are read. A probe on 10,000 images so takes a pass through the network the first time alone. At most 2 GiB are
 * kept; what was used longest ago goes first, and the folder may be deleted at any time.
 *
 * @throws Error where the images do not fit the network.
 * @example
 * const probe = fitLinearProbe(keptFeatures(network, train), train.labels);
 */
export function keptFeatures(
  network: tf.LayersModel,
  set: Pick<LabelledImages, "images" | "shape">,
  options: KeptFeaturesOptions = {},
): Features {
  checkOptions(options);
  const { batchSize = 256, name = "set to extract features of" } = options;
  requirePixels(set, name);
  const path = join(folder(), identity(network, set) + ENDING);
  const found = readKept(path, set.shape[0]);
  if (found) return found;
  const features = extractFeatures(network, set, { batchSize, name });
  const { values } = features;
  const bytes = Buffer.from(
    values.buffer,
    values.byteOffset,
    values.byteLength,
  );
  writeWhole(path, Buffer.concat([Buffer.from(sha256(bytes), "hex"), bytes]));
  deleteOldest(path);
  return features;
}

/** What features follow from: the network's layers and weights, and the images. */
function identity(
  network: tf.LayersModel,
  { images, shape }: Pick<LabelledImages, "images" | "shape">,
): string {
  const extractor = featureExtractor(network); // another head gives the same features
  const { layout, values } = getWeights(extractor);
  const hashes = values.map((each) =>
    sha256(Buffer.from(each.buffer, each.byteOffset, each.byteLength)),
  );
  const text = canonicalJson({
    layers: sha256(
      Buffer.from(
        JSON.stringify(extractor.layers.map((layer) => layer.getConfig())),
      ),
    ),
    weights: layout.map(({ name }, i) => [name, hashes[i]]),
    images: sha256(images),
    shape: [...shape],
  });
  return sha256(Buffer.from(text)).slice(0, 32);
}

const HASH_BYTES = 32;

/** Undefined where there are none, or they were damaged. */
function readKept(path: string, count: number): Features | undefined {
  let file: Buffer;
  try {
    file = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const bytes = file.subarray(HASH_BYTES);
  if (sha256(bytes) !== file.subarray(0, HASH_BYTES).toString("hex"))
    return undefined;
  const now = new Date();
  utimesSync(path, now, now);
  const values = new Float32Array(Uint8Array.from(bytes).buffer);
  return { values, count, width: values.length / count };
}

function deleteOldest(newest: string): void {
  const files = readdirSync(folder())
    .filter((file) => file.endsWith(ENDING))
    .map((file) => join(folder(), file))
    .filter((path) => path !== newest)
    .flatMap((path) => {
      const found = statSync(path, { throwIfNoEntry: false });
      return found ? [{ path, size: found.size, used: found.mtimeMs }] : [];
    })
    .sort((a, b) => b.used - a.used);
  let kept = statSync(newest).size;
  for (const { path, size } of files) {
    kept += size;
    if (kept > MOST_BYTES) rmSync(path, { force: true });
  }
}
