/**
 * Does a piece of work for each item, so many at once, begun in order.
 *
 * @template Item, Result
 * @param {readonly Item[]} items
 * @param {number} atOnce at least 1
 * @param {(item: Item) => Promise<Result>} work
 * @returns {Promise<Result[]>} in the order of the items
 * @throws what the first work to fail threw; nothing is begun after it
 */
export async function sideBySide(items, atOnce, work) {
  /** @type {Result[]} */
  const results = [];
  const waiting = items.entries();
  const lane = async () => {
    for (const [i, item] of waiting) results[i] = await work(item);
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, lane));
  } finally {
    for (const left of waiting) void left;
  }
  return results;
}
