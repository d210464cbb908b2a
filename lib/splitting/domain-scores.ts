/**
 * Reads labels of a domain classifier: which examples are shifted.
 *
 * @param scores one score per example, higher meaning "more likely shifted".
 * @param labels 1 (or true) for shifted, 0 (or −1, or false) for reference.
 * @returns one boolean per example.
 * @throws RangeError when lengths differ, a score is NaN, a label is none of these, or one domain has no example.
 */
export function shiftedFlags(
  scores: ArrayLike<number>,
  labels: ArrayLike<number | boolean>,
): boolean[] {
  if (scores.length !== labels.length)
    throw new RangeError(
      `There are ${scores.length} scores but ${labels.length} labels.`,
    );
  const flags = Array.from(labels, (label, i) => {
    if (Number.isNaN(scores[i]) || typeof scores[i] !== "number")
      throw new RangeError(`Score ${i} is ${scores[i]}, not a number.`);
    if (label !== true && label !== false && ![-1, 0, 1].includes(label))
      throw new RangeError(
        `Label ${i} is ${label}; use 1 for shifted and 0 for reference.`,
      );
    return label === true || label === 1;
  });
  for (const [domain, flag] of [
    ["shifted", true],
    ["reference", false],
  ] as const)
    if (!flags.includes(flag))
      throw new RangeError(
        `There is no ${domain} example; telling two domains apart needs examples of both.`,
      );
  return flags;
}
