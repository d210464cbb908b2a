import { committedExamples } from "./committed-results";
import { storedExamples, type PerExample } from "./stored-examples";
import type { Store } from "./store";

const committed = new WeakMap<Store, Map<string, PerExample>>();

/**
 * The numbers for each example that a run kept, by name: from the store's folder, or else from the committed results.
 *
 * @returns undefined where there are none.
 * @throws Error where committed ones cannot be unpacked.
 */
export function readExamples(store: Store, id: string): PerExample | undefined {
  const stored = storedExamples(store, id);
  if (stored || !store.committed) return stored;
  let examples = committed.get(store);
  if (!examples) {
    examples = committedExamples(store.committed);
    committed.set(store, examples);
  }
  return examples.get(id);
}
