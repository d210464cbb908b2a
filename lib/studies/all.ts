// All studies that `npm run sweep` knows. Importing this makes them known.
import { registerStudy } from "../runs/study";
import { smoke } from "./smoke/declare";
import { syntheticShifts } from "./synthetic-shifts/declare";
import { supportSplitting } from "./support-splitting/declare";

for (const study of [smoke, supportSplitting, syntheticShifts]) {
  registerStudy(study);
}
