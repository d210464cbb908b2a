// All studies that `npm run sweep` knows. Importing this makes them known.
import { registerStudy } from "../runs/study";
import { smoke } from "./smoke/declare";
import { evolution } from "./evolution/declare";
import { fineTuning } from "./fine-tuning/declare";
import { complementaryInterventions } from "./complementary-interventions/declare";
import { curating } from "./curating/declare";
import { inheritance } from "./inheritance/declare";
import { naturalShifts } from "./natural-shifts/declare";
import { pretrainingData } from "./pretraining-data/declare";
import { syntheticShifts } from "./synthetic-shifts/declare";
import { supportSplitting } from "./support-splitting/declare";

for (const study of [
  smoke,
  supportSplitting,
  fineTuning,
  syntheticShifts,
  complementaryInterventions,
  curating,
  naturalShifts,
  evolution,
  pretrainingData,
  inheritance,
]) {
  registerStudy(study);
}
