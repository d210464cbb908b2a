import type { NetworkWeights } from "../models/weights";

/**
 * The average of the weights of several networks of one architecture, running averages of normalisation layers included.
 *
 * @param networks one or more.
 * @param shares weight of each in the average, together 1. Default: all alike.
 * @throws RangeError where there is none, there are too few or too many shares, or they are not together 1.
 * @throws Error naming the first weight in which two architectures differ.
 * @example averageWeights([before, after], [0.5, 0.5]); // WiSE-FT
 */
export function averageWeights(
  networks: readonly NetworkWeights[],
  shares: readonly number[] = networks.map(() => 1 / networks.length),
): NetworkWeights {
  requireShares(shares, networks.length);
  const [first, ...others] = networks;
  for (const { layout } of others) requireSame(first.layout, layout);
  const values = first.values.map((_, w) => {
    const sum = new Float64Array(first.values[w].length);
    networks.forEach(({ values }, i) => {
      if (shares[i] === 0) return; // even of a weight that is infinite
      for (let k = 0; k < sum.length; k++) sum[k] += shares[i] * values[w][k];
    });
    return Float32Array.from(sum);
  });
  return { layout: first.layout, values };
}

function requireShares(shares: readonly number[], networks: number): void {
  if (networks === 0)
    throw new RangeError("averageWeights got no weights; give it some.");
  if (shares.length !== networks)
    throw new RangeError(
      `averageWeights: ${shares.length} shares for the weights of ${networks} networks; give one each.`,
    );
  const sum = shares.reduce((total, share) => total + share, 0);
  if (!(Math.abs(sum - 1) < 1e-9))
    throw new RangeError(
      `averageWeights: the shares ${shares.join(", ")} are together ${sum}, not 1.`,
    );
}

function requireSame(
  first: NetworkWeights["layout"],
  other: NetworkWeights["layout"],
): void {
  const said = (layout: NetworkWeights["layout"], i: number) =>
    layout[i] ? `${layout[i].name} [${layout[i].shape.join(", ")}]` : "nothing";
  const length = Math.max(first.length, other.length);
  for (let i = 0; i < length; i++)
    if (said(first, i) !== said(other, i))
      throw new Error(
        `averageWeights: weight ${i} of one network is ${said(first, i)}, of another ${said(other, i)}; only networks of one architecture have an average.`,
      );
}
