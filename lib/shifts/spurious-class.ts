import type { RandomStream } from "../numerics";

/**
 * The class that an image's spurious cue names: its own with probability
 * `strength`, otherwise one drawn at random. The class at random is drawn first,
 * so that a greater strength only turns further images to their own class.
 *
 * @see Paper, Section 5.1.
 */
export function spuriousClass(
  label: number,
  {
    strength,
    classes,
    random,
  }: { strength: number; classes: number; random: RandomStream },
): number {
  const other = random.integer(classes);
  return random.uniform() < strength ? label : other;
}
