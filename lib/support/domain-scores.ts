import { requireList } from "../files/arguments";
/**
 * Reads labels of a domain classifier: which examples are shifted.
 *
 * @param labels 1 (or true) for shifted, 0 (or −1, or false) for reference.
 * @returns one boolean per example.
 * @throws RangeError when a label is none of these, or one domain has no example.
 */
export function domainFlags(labels: ArrayLike<number | boolean>): boolean[] {
  requireList("The labels", labels, "0 and 1");
  const flags = Array.from(labels, (label, i) => {
    if (label !== true && label !== false && ![-1, 0, 1].includes(label))
      throw new RangeError(
        `Label ${i} is ${String(label)}; use 1 for shifted and 0 for reference.`,
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

/**
 * As {@link domainFlags}, for scored examples.
 *
 * @param scores one score per example, higher meaning "more likely shifted".
 * @throws RangeError also when lengths differ or a score is NaN.
 */
export function shiftedFlags(
  scores: ArrayLike<number>,
  labels: ArrayLike<number | boolean>,
): boolean[] {
  requireList("The scores", scores);
  requireList("The labels", labels, "0 and 1");
  if (scores.length !== labels.length)
    throw new RangeError(
      `There are ${scores.length} scores but ${labels.length} labels.`,
    );
  const bad = Array.from(scores).findIndex(
    (score) => typeof score !== "number" || Number.isNaN(score),
  );
  if (bad >= 0)
    throw new RangeError(
      `Score ${bad} is ${String(scores[bad])}, not a number.`,
    );
  return domainFlags(labels);
}
