/** The first of those for which the value is largest. */
export const largestBy = <T>(
  all: readonly T[],
  valueOf: (each: T) => number,
): T =>
  all.reduce((best, each) => (valueOf(each) > valueOf(best) ? each : best));
