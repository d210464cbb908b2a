// All studies that `npm run sweep` knows. Importing this makes them known.
import { registerStudy } from "../study";
import { smoke } from "./smoke";

for (const study of [smoke]) registerStudy(study);
