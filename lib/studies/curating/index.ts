export {
  bySize,
  byStrength,
  curationCosts,
  mainRows,
  worstDifference,
  type CurationCost,
  type WorstDifference,
} from "./analyse";
export {
  curatedNetworks,
  curationAccuracies,
  type CuratedNetwork,
  type CurationAccuracy,
} from "./results";
export { curatingSamples } from "./samples";
export { curatingResults } from "./shown-results";
export { curatingRows, curationRow, groupRows } from "./tables";
export {
  costOfCuration,
  curatingClaims,
  curatingText,
  diversityText,
} from "./text";
