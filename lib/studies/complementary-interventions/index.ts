export {
  armName,
  armRobustness,
  partLine,
  type ArmRobustness,
} from "./analyse";
export {
  correctedOn,
  correctionsOf,
  interferenceOf,
  overlapOf,
  type Corrections,
  type Interference,
} from "./corrections";
export {
  interventionAccuracies,
  type InterventionAccuracy,
  type TestedPart,
} from "./results";
export { complementSamples } from "./samples";
export { complementaryResults } from "./shown-results";
export {
  complementClaims,
  complementRows,
  complementText,
  interferenceText,
} from "./text";
