/** Numbers different things in the order in which they come. */
export interface Numbering<T> {
  /** The number of a thing, which is numbered where it is new. */
  of(thing: T): number;
  /** All things, by number. */
  all: T[];
}

/** @param keyOf what tells things apart. */
export function numbering<T>(keyOf: (thing: T) => unknown): Numbering<T> {
  const numbers = new Map<unknown, number>();
  const all: T[] = [];
  return {
    all,
    of(thing) {
      const key = keyOf(thing);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, all.length);
      return all.push(thing) - 1;
    },
  };
}
