import { randomStream } from "../../../lib/numerics";
import type { Features } from "../../../lib/training/features";

/** Clouds around one centre a class, with the given spread. */
export function clouds(count: number, spread: number, seed = 1) {
  const [width, classes] = [6, 3];
  const random = randomStream(seed, "clouds");
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
  const values = Float32Array.from({ length: count * width }, (_, k) => {
    const [i, j] = [Math.floor(k / width), k % width];
    return (labels[i] === j ? 1 : 0) + spread * random.normal();
  });
  const features: Features = { values, count, width };
  const rows = Array.from({ length: count }, (_, i) =>
    Array.from(values.subarray(i * width, (i + 1) * width)),
  );
  return { features, labels, rows };
}
