export {
  evolutionOf,
  headlineEvolutions,
  type Evolution,
  type Fate,
  type VanishesAtConvergence,
} from "./analyse";
export {
  dominanceUnderShifts,
  type ShiftDominance,
} from "./dominance-under-shifts";
export {
  dominancePoints,
  dominanceText,
  shiftDominanceRows,
  shiftDominanceText,
} from "./dominance-text";
export { headOnlyText } from "./head-only";
export { waysToKeep, type Kept, type WayToKeep } from "./keeping";
export { keepingChanges, type KeepingChange } from "./keeping-changes";
export { keepingRows, keepingText } from "./keeping-text";
export { evolutionLiveRuns } from "./live-evolution";
export { evolutionPanel, keepingPanel, type EvolutionPanel } from "./panels";
export { followedShifts } from "./plan";
export { followedAccuracies, type FollowedAccuracy } from "./results";
export { evolutionOpenText, evolutionResults } from "./shown-results";
export {
  evolutionPoints,
  evolutionRows,
  followedName,
  type EvolutionPoint,
} from "./tables";
export {
  dominanceAlong,
  dominanceOverTestbed,
  type FollowedDominance,
} from "./testbed-dominance";
export { testbedPanel, testbedText, type TestbedPanel } from "./testbed";
export { ruleAlongText } from "./rule-along";
export { evolutionText, fateText } from "./text";
export {
  mainTrajectories,
  trajectories,
  type FollowedMoment,
  type Trajectory,
} from "./trajectories";
