/** An accuracy as it is, or where it is exactly 0 or 1, which have no probit, half an example away from it. */
export function halfAnExampleInside(
  accuracy: number,
  examples: number,
): number {
  const least = 0.5 / examples;
  return Math.min(1 - least, Math.max(least, accuracy));
}
