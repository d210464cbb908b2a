/** What a cap counts by. */
export interface Shared {
  /** Class of CIFAR-10. */
  className: string;
  part: string;
  /** Icon set. */
  set: string;
  /** The drawing, whatever its style. */
  drawing: string;
}

/** The most that one class, and one set, may have. */
export interface ShareCaps {
  /** Drawings of a class within a part. */
  perClassAndPart: number;
  /** Drawings that one set gives to a class within a part. */
  perSetClassAndPart: number;
  /** Styles (outlined, filled, …) of one drawing of a set. */
  stylesPerDrawing: number;
}

/** How much of the whole one class or one set may make up. */
export const drawingCaps: ShareCaps = {
  perClassAndPart: 60,
  perSetClassAndPart: 4,
  stylesPerDrawing: 2,
};

/**
 * Takes from each class within each part as many as the caps allow, going round its sets: each set's first drawing, each set's second, and so on, so that what
 * is left out is the nth drawing of a large set. Within a set other drawings come before another style of the same.
 *
 * @param items in order of preference.
 * @returns those taken, in their order.
 */
export function takeWithinCaps<Item extends Shared>(
  items: readonly Item[],
  { perClassAndPart, perSetClassAndPart, stylesPerDrawing }: ShareCaps,
): Item[] {
  const taken = groupBy(items, ({ className, part }) => `${className}/${part}`)
    .map((ofClass) => {
      const rounds = groupBy(ofClass, ({ set }) => set).flatMap((ofSet) =>
        drawingsFirst(ofSet, stylesPerDrawing)
          .slice(0, perSetClassAndPart)
          .map((item, round) => ({ item, round })),
      );
      return rounds
        .sort((a, b) => a.round - b.round)
        .slice(0, perClassAndPart)
        .map(({ item }) => item);
    })
    .flat();
  const all = new Set(taken);
  return items.filter((item) => all.has(item));
}

/** The first style of each drawing, then the second of each, `most` in all. */
function drawingsFirst<Item extends Shared>(
  items: readonly Item[],
  most: number,
): Item[] {
  return groupBy(items, ({ drawing }) => drawing)
    .flatMap((styles) =>
      styles.slice(0, most).map((item, style) => ({ item, style })),
    )
    .sort((a, b) => a.style - b.style)
    .map(({ item }) => item);
}

function groupBy<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}
