import { quantile } from "../lib/numerics";

/** One line of the bench: ours and a peer's figure for the same work, taken in turn in one run. */
export interface Measurement {
  name: string;
  /** Unit of `ours` and `peer`: "s" (less is faster) or a rate such as "images/s" (more is faster). */
  unit: string;
  /** Median over the pairs. */
  ours: number;
  peer: number;
  peerName: string;
  /** Median over the pairs of how many times faster we are; above 1 we win. */
  ratio: number;
}

/** What a `<name>.bench.ts` exports by default: yields each measurement as it is done; a bench with several subjects, of those whose names hold `only`. */
export type Bench = (only?: string) => AsyncGenerator<Measurement>;

/** What {@link pairs} should measure. */
export interface PairedWork {
  name: string;
  unit: string;
  peerName: string;
  /** Does the work once and returns its figure in `unit`. */
  ours: () => number | Promise<number>;
  peer: () => number | Promise<number>;
  /** Number of pairs. Default 7. */
  count?: number;
  /** Runs of each side before the pairs, not counted. Default 1. */
  warmUp?: number;
}

/**
 * Measures two sides in turn, so that whatever slows the machine slows both, and takes medians.
 */
export async function pairs(work: PairedWork): Promise<Measurement> {
  const { name, unit, peerName, ours, peer, count = 7, warmUp = 1 } = work;
  const lessIsFaster = unit === "s";
  for (let k = 0; k < warmUp; k++) {
    await ours();
    await peer();
  }
  const figures: { ours: number; peer: number; ratio: number }[] = [];
  for (let k = 0; k < count; k++) {
    // Whoever goes first finds the caches colder: take turns.
    const oursFirst = k % 2 === 0;
    const first = oursFirst ? await ours() : await peer();
    const second = oursFirst ? await peer() : await ours();
    const [our, their] = oursFirst ? [first, second] : [second, first];
    figures.push({
      ours: our,
      peer: their,
      ratio: lessIsFaster ? their / our : our / their,
    });
  }
  const median = (key: "ours" | "peer" | "ratio") =>
    quantile(
      figures.map((figure) => figure[key]),
      0.5,
    );
  return {
    name,
    unit,
    ours: median("ours"),
    peer: median("peer"),
    peerName,
    ratio: median("ratio"),
  };
}

/** Seconds that a call takes. */
export function seconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/**
 * Refuses a bench whose two sides did not do the same work.
 *
 * @param tolerance largest relative difference.
 * @throws Error naming the first figures that differ.
 */
export function assertSame(
  ours: ArrayLike<number>,
  peers: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  if (ours.length !== peers.length)
    throw new Error(
      `${what}: we have ${ours.length} figures, the peer ${peers.length}.`,
    );
  for (let i = 0; i < ours.length; i++)
    if (!(Math.abs(ours[i] - peers[i]) <= tolerance * Math.abs(peers[i])))
      throw new Error(
        `${what}, figure ${i}: we say ${ours[i]}, the peer ${peers[i]}; more than ${tolerance} apart.`,
      );
}
