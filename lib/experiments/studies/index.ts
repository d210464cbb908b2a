// All studies that `npm run sweep` knows. Importing this makes them known.
import { registerStudy } from "../study";
import { referenceSets } from "./reference-sets";
import { smoke } from "./smoke";
import { syntheticShifts } from "./synthetic-shifts";
import { supportSplitting } from "./support-splitting";

for (const study of [referenceSets, smoke, supportSplitting, syntheticShifts]) {
  registerStudy(study);
}
