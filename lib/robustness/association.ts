/**
 * How closely two labellings of the same examples go together: Cramér's V with Bergsma's correction for bias (2013), so that independent labellings
 * come to about 0 however many values there are; 1 where one follows from the other.
 *
 * @param a, b one value an example; text or numbers.
 * @returns a number in [0, 1]; 0 where a labelling has a single value.
 * @throws RangeError where lengths differ or there are fewer than two examples.
 * @example association(images.attributes.tint, images.labels) // how far the tint gives the class away
 */
export function association(
  a: ArrayLike<string | number>,
  b: ArrayLike<string | number>,
): number {
  const n = a.length;
  if (n !== b.length || n < 2)
    throw new RangeError(
      `Association is between two labellings of the same examples, at least 2; got ${n} and ${b.length} values.`,
    );
  const [first, second] = [places(a), places(b)];
  const [r, k] = [first.count, second.count];
  if (r === 1 || k === 1) return 0;
  const cells = new Float64Array(r * k);
  const [rows, columns] = [new Float64Array(r), new Float64Array(k)];
  for (let i = 0; i < n; i++) {
    cells[first.of[i] * k + second.of[i]] += 1;
    rows[first.of[i]] += 1;
    columns[second.of[i]] += 1;
  }
  let chiSquared = -n;
  cells.forEach((count, cell) => {
    const expected = rows[Math.floor(cell / k)] * columns[cell % k];
    chiSquared += (n * count * count) / expected;
  });
  const corrected = (m: number) => m - (m - 1) ** 2 / (n - 1);
  const phi = Math.max(0, chiSquared / n - ((r - 1) * (k - 1)) / (n - 1));
  const most = Math.min(corrected(r), corrected(k)) - 1;
  return most > 0 ? Math.min(1, Math.sqrt(phi / most)) : 0;
}

function places(values: ArrayLike<string | number>) {
  const place = new Map<string | number, number>();
  const of = Array.from(values, (value) => {
    if (!place.has(value)) place.set(value, place.size);
    return place.get(value)!;
  });
  return { of, count: place.size };
}
