import { HEAD, type NetworkWeights } from "../../models/weights";

/**
 * A network's weights with a head for its first classes alone: what it answers when it is asked among them.
 *
 * @param count of classes, a whole number from 1 to as many as the head has.
 * @throws RangeError for another count.
 */
export function firstClasses(
  { layout, values }: NetworkWeights,
  count: number,
): NetworkWeights {
  const isHead = layout.map(({ name }) => name.startsWith(`${HEAD}/`));
  const known = layout[isHead.indexOf(true)].shape.at(-1)!;
  if (!(Number.isInteger(count) && count >= 1 && count <= known)) {
    throw new RangeError(
      `firstClasses: ${count} classes are asked for, expected a whole number from 1 to ${known}, those of the head.`,
    );
  }
  return {
    layout: layout.map((item, i) =>
      isHead[i]
        ? { ...item, shape: [...item.shape.slice(0, -1), count] }
        : item,
    ),
    values: values.map((each, i) =>
      isHead[i] ? each.filter((_, k) => k % known < count) : each,
    ),
  };
}
