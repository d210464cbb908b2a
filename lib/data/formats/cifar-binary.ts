import type { LabelledImages } from "../../images/labelled-images";
import { CIFAR_VALUES, cifarSet } from "./cifar-set";
import { joined, type NamedBytes } from "./named-bytes";

const RECORD = 1 + CIFAR_VALUES;
const PLANE = CIFAR_VALUES / 3;

/**
 * Reads CIFAR-10 from the authors' binary files: per image one byte of label, then the planes red, green and blue of
 * 32×32 bytes each.
 *
 * @param files in the order of the images.
 * @param classes how many there are. Default 10.
 * @throws Error naming the file: not a whole number of images, or a label out of range.
 * @see A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009; "binary version".
 */
export function readCifarBinary(
  files: readonly NamedBytes[],
  classes = 10,
): LabelledImages {
  const parts = files.map((file) => readFile(file, classes));
  return {
    images: joined(parts.map(({ images }) => images)),
    labels: joined(parts.map(({ labels }) => labels)),
    shape: [parts.reduce((sum, { shape }) => sum + shape[0], 0), 32, 32, 3],
  };
}

function readFile({ bytes, path }: NamedBytes, classes: number) {
  if (bytes.length % RECORD !== 0) {
    throw new Error(
      `${path}: ${bytes.length} bytes are no whole number of images (a label and 32 × 32 × 3 values make ${RECORD}).`,
    );
  }
  const count = bytes.length / RECORD;
  const images = new Uint8Array(count * CIFAR_VALUES);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    labels[i] = bytes[i * RECORD];
    const first = i * RECORD + 1;
    for (let k = 0; k < PLANE; k++) {
      const to = i * CIFAR_VALUES + 3 * k;
      images[to] = bytes[first + k];
      images[to + 1] = bytes[first + PLANE + k];
      images[to + 2] = bytes[first + 2 * PLANE + k];
    }
  }
  return cifarSet(images, labels, path, classes);
}
