import type { ImageGroups } from "../../images";
import type { Features } from "../../training/features";
import { applyHead, type LinearHead } from "./linear-head";

/** Whether a head is right on each example. */
export function rightOn(
  head: LinearHead,
  features: Features,
  labels: Uint8Array,
): Uint8Array {
  const classes = head.bias.length;
  const logits = applyHead(head, features);
  return labels.map((label, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    return row.indexOf(Math.max(...row)) === label ? 1 : 0;
  });
}

/** A head's accuracy on each group, counted on some of the examples, of which each group has one or more. */
export function accuraciesByGroup(
  head: LinearHead,
  features: Features,
  labels: Uint8Array,
  { of, counts }: ImageGroups,
  examples: Int32Array,
): number[] {
  const right = rightOn(head, features, labels);
  const totals = new Float64Array(counts.length);
  const correct = new Float64Array(counts.length);
  for (const i of examples) {
    totals[of[i]] += 1;
    correct[of[i]] += right[i];
  }
  return Array.from(correct, (count, g) => count / totals[g]);
}
