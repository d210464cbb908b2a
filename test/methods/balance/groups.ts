import type { ImageGroups } from "../../../lib/images";

/** Groups of given sizes, examples in the order of groups. */
export function groupsOfSizes(...sizes: number[]): ImageGroups {
  return {
    of: Int32Array.from(
      sizes.flatMap((size, g) => new Array<number>(size).fill(g)),
    ),
    names: sizes.map((_, g) => `group ${g}`),
    counts: Int32Array.from(sizes),
  };
}
