import { openStore, storedResults, type Profile, type Store } from "../../runs";
import type { Interval } from "../../robustness";
import { shiftRobustness } from "../synthetic-shifts/analyse";
import { syntheticShifts } from "../synthetic-shifts/declare";
import { shiftAccuracies } from "../synthetic-shifts/results";
import { predictRobustness, type Predictor } from "./predict";
import { readNaturalShifts } from "./results";
import { shiftShares, type ShiftShare } from "./shares";

/** All shifts of the laboratory, as results that are stored and committed have them; computes nothing. */
export function laboratoryShares({
  profile = "full",
  store = openStore(),
}: { profile?: Profile; store?: Store } = {}): ShiftShare[] {
  const results = storedResults(syntheticShifts, { profile, store });
  const table = shiftRobustness(shiftAccuracies(results));
  return shiftShares(readNaturalShifts(profile, store), table);
}

const known = new Map<Profile, ShiftShare[]>();

/** {@link laboratoryShares} of the project's own store, read and measured once a process. */
export function knownShares(profile: Profile = "full"): ShiftShare[] {
  const rows = known.get(profile) ?? laboratoryShares({ profile });
  known.set(profile, rows);
  return rows;
}

/**
 * What pre-training may be expected to bring under a shift of which a given share is out of support, by the laboratory's own shifts: a 95 % prediction
 * interval, in fractions. Wide, as the share alone says little; see `leaveOneShiftOut` for how little.
 *
 * @param share of the shifted images out of support at ε = 0.1, as `measureShare` measures it; or the divergence, with `by: "divergence"`.
 * @throws RangeError for a share outside [0, 1], or where the committed results hold fewer than five shifts.
 * @example
 * const { mean, lower, upper } = predictedRobustness(0.97);
 */
export function predictedRobustness(
  share: number,
  {
    by = "share",
    profile = "full",
  }: { by?: Predictor; profile?: Profile } = {},
): Interval {
  return predictRobustness(knownShares(profile), share, { by });
}
