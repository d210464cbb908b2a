import type { LabelledImages } from "../../images";

/** How often a class, or a value of an attribute, occurs in either sample. */
export interface Frequency {
  value: string;
  /** Shares of the reference and of the shifted sample, in [0, 1]. */
  reference: number;
  shifted: number;
}

/** How two samples differ in what they show how often. */
export interface FrequencyShift {
  frequencies: Frequency[];
  /** Total variation distance of the shares, in [0, 1]. */
  distance: number;
  /** What it would exceed in 5 % of pairs of samples of these sizes from one distribution. */
  chance: number;
  /** Values that one of the samples lacks. */
  onlyReference: string[];
  onlyShifted: string[];
}

/** Compares how often values occur in two samples, in the order of their names. */
export function frequencyShift(
  reference: readonly string[],
  shifted: readonly string[],
): FrequencyShift {
  const [before, after] = [counts(reference), counts(shifted)];
  const values = [...new Set([...before.keys(), ...after.keys()])].sort(
    (a, b) => a.localeCompare(b, "en", { numeric: true }),
  );
  const frequencies = values.map((value) => ({
    value,
    reference: (before.get(value) ?? 0) / reference.length,
    shifted: (after.get(value) ?? 0) / shifted.length,
  }));
  const without = (side: "reference" | "shifted") =>
    frequencies.filter((each) => each[side] === 0).map(({ value }) => value);
  return {
    frequencies,
    distance: distanceOf(frequencies),
    chance: chanceDistance(frequencies, reference.length, shifted.length),
    onlyReference: without("shifted"),
    onlyShifted: without("reference"),
  };
}

/** Names of the images' classes; their numbers where they have none. */
export const classesOf = ({
  labels,
  classNames,
}: Pick<LabelledImages, "labels" | "classNames">): string[] =>
  Array.from(labels, (label) => classNames?.[label] ?? String(label));

const counts = (values: readonly string[]) => {
  const count = new Map<string, number>();
  for (const value of values) count.set(value, (count.get(value) ?? 0) + 1);
  return count;
};

const distanceOf = (frequencies: readonly Frequency[]): number =>
  frequencies.reduce(
    (sum, { reference, shifted }) => sum + Math.abs(reference - shifted),
    0,
  ) / 2;

/** Of the normal approximation to the pooled shares: expectation and 1.645 standard deviations of half the sum of absolute differences. */
function chanceDistance(
  frequencies: readonly Frequency[],
  n: number,
  m: number,
): number {
  const variances = frequencies.map(({ reference, shifted }) => {
    const share = (reference * n + shifted * m) / (n + m);
    return share * (1 - share) * (1 / n + 1 / m);
  });
  const expected = variances.reduce(
    (sum, variance) => sum + Math.sqrt((2 * variance) / Math.PI),
    0,
  );
  const spread = Math.sqrt(
    variances.reduce((sum, each) => sum + each * (1 - 2 / Math.PI), 0),
  );
  return (expected + 1.645 * spread) / 2;
}
