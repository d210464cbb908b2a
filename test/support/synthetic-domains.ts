import type { LabelledImages } from "../../lib/images";
import { randomStream } from "../../lib/numerics";
import type { Features } from "../../lib/training";

/** Points of two Gaussians with unit variances, in two dimensions, `distance` apart; the shifted one has `odds` times fewer points. */
export function gaussianDomains(
  count: number,
  { distance = 1, odds = 1, seed = 1 } = {},
): { features: Features; isShifted: Uint8Array; logRatios: number[] } {
  const random = randomStream(seed, "gaussian domains");
  const isShifted = Uint8Array.from({ length: count }, (_, i) =>
    i % (odds + 1) === 0 ? 1 : 0,
  );
  const values = new Float32Array(2 * count);
  isShifted.forEach((shifted, i) => {
    values[2 * i] = random.normal(shifted * distance);
    values[2 * i + 1] = random.normal();
  });
  return {
    features: { values, count, width: 2 },
    isShifted,
    logRatios: Array.from(
      isShifted,
      (_, i) => distance * (values[2 * i] - distance / 2),
    ),
  };
}

/** Grey 8×8 images of noise; shifted ones are brighter by `brighter` of 255. */
export function noisyDomains(
  count: number,
  { brighter = 10, seed = 1 } = {},
): { set: LabelledImages; isShifted: Uint8Array } {
  const random = randomStream(seed, "noisy domains");
  const isShifted = Uint8Array.from({ length: count }, (_, i) => i % 2);
  const images = new Uint8Array(64 * count);
  for (let k = 0; k < images.length; k++) {
    const shift = brighter * isShifted[Math.floor(k / 64)];
    images[k] = Math.max(0, Math.min(255, random.normal(110 + shift, 40)));
  }
  return {
    set: { images, labels: new Uint8Array(count), shape: [count, 8, 8, 1] },
    isShifted,
  };
}
