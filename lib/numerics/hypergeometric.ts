/**
 * Probabilities of the hypergeometric distribution: of `drawn` examples out of `total`, drawn without putting back, how many fall
 * among `marked` ones.
 *
 * @returns `least`, the smallest number that can be, and the probabilities of it and each that follows.
 * @throws RangeError when a number is not whole, or `drawn` or `marked` is not in [0, total].
 * @example hypergeometric(4, 2, 2) // { least: 0, probabilities: [1/6, 4/6, 1/6] }
 */
export function hypergeometric(
  total: number,
  marked: number,
  drawn: number,
): { least: number; probabilities: Float64Array } {
  for (const [name, value] of Object.entries({ total, marked, drawn }))
    if (!(Number.isInteger(value) && value >= 0 && value <= total))
      throw new RangeError(
        `A hypergeometric distribution needs whole numbers from 0 to total (${total}), but ${name} is ${value}.`,
      );
  const least = Math.max(0, drawn + marked - total);
  const most = Math.min(drawn, marked);
  // Ratios of neighbours, from the mode outwards so that nothing overflows; then divided by their sum.
  const mode = Math.min(
    most,
    Math.floor(((drawn + 1) * (marked + 1)) / (total + 2)),
  );
  const ratio = (k: number) =>
    ((marked - k) * (drawn - k)) / ((k + 1) * (total - marked - drawn + k + 1));
  const probabilities = new Float64Array(most - least + 1);
  probabilities[mode - least] = 1;
  for (let k = mode; k < most; k++)
    probabilities[k + 1 - least] = probabilities[k - least] * ratio(k);
  for (let k = mode - 1; k >= least; k--)
    probabilities[k - least] = probabilities[k + 1 - least] / ratio(k);
  const sum = probabilities.reduce((all, p) => all + p, 0);
  return { least, probabilities: probabilities.map((p) => p / sum) };
}

/**
 * Quantile of the hypergeometric distribution: the smallest number whose probability of not being exceeded is at least p.
 *
 * @param p in [0, 1].
 * @throws RangeError as {@link hypergeometric}, and for p outside [0, 1].
 */
export function hypergeometricQuantile(
  p: number,
  total: number,
  marked: number,
  drawn: number,
): number {
  if (!(p >= 0 && p <= 1))
    throw new RangeError(
      `A quantile's probability must lie in [0, 1], got ${p}.`,
    );
  const { least, probabilities } = hypergeometric(total, marked, drawn);
  let below = 0;
  let k = 0;
  // Rounding may keep the sum a little under p: then it is the largest.
  while (k < probabilities.length - 1) {
    below += probabilities[k];
    if (below >= p) break;
    k++;
  }
  return least + k;
}
