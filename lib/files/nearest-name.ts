import { closest } from "fastest-levenshtein";

/**
 * The tail of an error message for a name that is not among `known`: the
 * nearest known one and the whole list.
 *
 * @example nearestName("fashionmnist", ["fashion-mnist", "mnist"])
 * // 'Did you mean "fashion-mnist"? Known: fashion-mnist, mnist.'
 */
export function nearestName(name: string, known: readonly string[]): string {
  if (known.length === 0) return "None are known.";
  return `Did you mean "${closest(name, known)}"? Known: ${known.join(", ")}.`;
}
