import type { NetworkWeights } from "../models/weights";

/**
 * Averages the weights of a network before and after fine-tuning (WiSE-FT, Wortsman et al. 2022): (1 − share) · start + share · end, running averages of
 * normalisation layers and the head included.
 *
 * @param share of the end, in [0, 1].
 * @throws RangeError for another share; Error where the two are of different architectures, naming the first weight that does not fit.
 * @example
 * setWeights(network, wiseFt(probed, fineTuned, 0.5));
 */
export function wiseFt(
  start: NetworkWeights,
  end: NetworkWeights,
  share: number,
): NetworkWeights {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(
      `wiseFt: the share of the fine-tuned weights is ${share}, expected a number from 0 to 1.`,
    );
  }
  requireAlike(start, end);
  const values = end.values.map((ends, i) =>
    ends.map((value, j) => (1 - share) * start.values[i][j] + share * value),
  );
  return { layout: end.layout, values };
}

function requireAlike(start: NetworkWeights, end: NetworkWeights): void {
  const textOf = ({ layout }: NetworkWeights, i: number) =>
    i < layout.length
      ? `${layout[i].name} of shape [${layout[i].shape.join(", ")}]`
      : "nothing";
  const most = Math.max(start.layout.length, end.layout.length);
  for (let i = 0; i < most; i++) {
    if (textOf(start, i) === textOf(end, i)) continue;
    throw new Error(
      `wiseFt: the weights are of different architectures: where those at the start have ${textOf(start, i)}, those at the end have ${textOf(end, i)}. Fine-tune the network that they start from.`,
    );
  }
}
