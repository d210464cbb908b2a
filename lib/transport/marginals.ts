import { requireList } from "../files/arguments";
/**
 * Refuses masses that are no marginals of an n × m transport plan.
 *
 * @returns the sum of either.
 * @throws RangeError naming the vector and the value.
 */
export function assertMarginals(
  n: number,
  m: number,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  const totalA = total(a, n, "a", "rows");
  const totalB = total(b, m, "b", "columns");
  if (Math.abs(totalA - totalB) > 1e-9 * Math.max(totalA, totalB))
    throw new RangeError(
      `a sums to ${totalA} and b to ${totalB}; transport needs equal mass on both sides. Divide each by its sum.`,
    );
  return totalA;
}

function total(
  masses: ArrayLike<number>,
  length: number,
  name: string,
  what: string,
): number {
  requireList(name, masses, "masses");
  if (masses.length !== length)
    throw new RangeError(
      `${name} has ${masses.length} masses, but costs has ${length} ${what}.`,
    );
  let sum = 0;
  for (let k = 0; k < length; k++) {
    if (!(Number.isFinite(masses[k]) && masses[k] >= 0))
      throw new RangeError(
        `${name}[${k}] is ${String(masses[k])}; a mass must be finite and ≥ 0.`,
      );
    sum += masses[k];
  }
  if (!(sum > 0 && sum < Infinity))
    throw new RangeError(
      sum > 0 ? `${name} sums to ${sum}.` : `${name} has no mass.`,
    );
  return sum;
}
