// All studies that `npm run sweep` knows. Importing this makes them known.
import { registerStudy } from "../runs/study";
import { referenceSets } from "./reference-sets/declare";
import { smoke } from "./smoke/declare";
import { clothesShifts } from "./clothes-shifts/declare";
import { syntheticShifts } from "./synthetic-shifts/declare";
import { supportSplitting } from "./support-splitting/declare";

for (const study of [
  referenceSets,
  smoke,
  supportSplitting,
  clothesShifts,
  syntheticShifts,
]) {
  registerStudy(study);
}
