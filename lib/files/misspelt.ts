import { distance } from "fastest-levenshtein";

/** Shorter names are one letter from too many others. */
const SHORTEST = 4;

/**
 * Refuses names that are nearly one that is read, where that one is missing: they would be dropped in silence. Others stand for themselves, since
 * rows and objects of results may hold more than is read.
 *
 * @param what the object, for the message.
 * @param known the names that are read.
 * @throws RangeError naming the misspelt one and the one that is read.
 */
export function refuseMisspelt(
  what: string,
  value: object,
  known: readonly string[],
): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const meant = known.find(
      (each) => !(each in value) && isNearly(name, each),
    );
    if (meant === undefined) continue;
    throw new RangeError(
      `${what} has "${name}", which is not read: did you mean "${meant}"? Leave it out where it is something else.`,
    );
  }
}

/** One letter more, less or another, or two exchanged. */
function isNearly(name: string, known: string): boolean {
  if (known.length < SHORTEST) return false;
  const letters = (word: string) => [...word.toLowerCase()].sort().join("");
  const isMixedUp = letters(name) === letters(known);
  return distance(name, known) <= (isMixedUp ? 2 : 1);
}
