import { meanInterval, type Interval } from "../../robustness";
import type { Inherited, InheritedOnce } from "./analyse";

/**
 * One row of the benchmark minus another, over the repetitions that both have; a fraction.
 *
 * @param of what of a repetition is compared. Default mRI.
 * @returns undefined with fewer than two common repetitions.
 */
export function pairedDifference(
  a: Inherited,
  b: Inherited,
  of: (once: InheritedOnce) => number = ({ mean }) => mean,
): Interval | undefined {
  const differences = a.once.flatMap((each) => {
    const other = b.once.find(({ seed }) => seed === each.seed);
    return other ? [of(each) - of(other)] : [];
  });
  return differences.length > 1 ? meanInterval(differences) : undefined;
}
