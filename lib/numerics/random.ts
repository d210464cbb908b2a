import { createHash } from "node:crypto";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { probit } from "./probit";

/** A stream of pseudo-random numbers; each call moves it on. Made by {@link randomStream}. */
export interface RandomStream {
  /** A number uniform in [0, 1), with 53 random bits. */
  uniform(): number;
  /** A normally distributed number; mean 0 and standard deviation 1 unless told. */
  normal(mean?: number, standardDeviation?: number): number;
  /** A whole number uniform in [0, count); count a whole number in [1, 2³²]. */
  integer(count: number): number;
  /** Fills `out` with whole numbers uniform in [0, count), and returns it: many at once, quickly. */
  integers(count: number, out: Int32Array): Int32Array;
  /** The numbers 0 … count − 1 in random order. */
  permutation(count: number): Int32Array;
  /** `size` different whole numbers out of 0 … count − 1, in random order. */
  choice(count: number, size: number): Int32Array;
  /** `size` numbers, each as from {@link normal}. */
  normals(size: number): Float64Array;
}

/**
 * A seeded stream of pseudo-random numbers: xoroshiro128+ of pure-rand, its 128-bit state the SHA-256 of seed and label.
 * Streams with different seeds or labels are independent, so that each experiment, and each part of one, draws
 * from a stream of its own and adding a draw in one place changes nothing elsewhere.
 *
 * @param seed any finite number.
 * @param label what the stream is for.
 * @throws RangeError when the seed is not finite.
 * @example
 * const random = randomStream(1, "tint colours");
 * const colour = [random.uniform(), random.uniform(), random.uniform()];
 */
export function randomStream(seed: number, label = ""): RandomStream {
  if (!Number.isFinite(seed))
    throw new RangeError(
      `A random stream needs a finite number as its seed, got ${String(seed)}${label && ` for "${label}"`}.`,
    );
  const digest = createHash("sha256").update(`${seed}/${label}`).digest();
  const generator = xoroshiro128plusFromState(
    [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)),
  );

  const uniform = () => {
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };

  const normal = (mean = 0, standardDeviation = 1) =>
    mean + standardDeviation * probit(uniform() + 2 ** -54);

  // Multiply and shift (Lemire 2019); the bias, below count / 2^32, is far under what any experiment here can see.
  const integers = (count: number, out: Int32Array) => {
    assertCount(count);
    const scale = count / 2 ** 32;
    for (let k = 0; k < out.length; k++)
      out[k] = Math.floor((generator.next() >>> 0) * scale);
    return out;
  };

  const integer = (count: number) => {
    assertCount(count);
    return Math.floor((generator.next() >>> 0) * (count / 2 ** 32));
  };

  const choice = (count: number, size: number) => {
    if (!(Number.isInteger(size) && size >= 0 && size <= count))
      throw new RangeError(
        `choice(count, size) draws without putting back: size must be whole and within [0, ${count}], got ${String(size)}.`,
      );
    const pool = Int32Array.from({ length: count }, (_, index) => index);
    for (let k = 0; k < size; k++) {
      const other = k + integer(count - k);
      [pool[k], pool[other]] = [pool[other], pool[k]];
    }
    return pool.slice(0, size);
  };

  return {
    uniform,
    normal,
    integer,
    integers,
    permutation: (count) => choice(count, count),
    choice,
    normals: (size) => Float64Array.from({ length: size }, () => normal()),
  };
}

function assertCount(count: number): void {
  if (!(Number.isInteger(count) && count >= 1 && count <= 2 ** 32))
    throw new RangeError(
      `A whole number below count needs a whole count in [1, 2^32], got ${count}.`,
    );
}
