export {
  evolutionOf,
  type Evolution,
  type Fate,
  type VanishesAtConvergence,
} from "./analyse";
export { followedAccuracies, type FollowedAccuracy } from "./results";
export { evolutionPoints, evolutionRows, type EvolutionPoint } from "./tables";
export {
  dominanceAlong,
  dominanceOverTestbed,
  type FollowedDominance,
} from "./testbed-dominance";
export { testbedPanel, testbedText, type TestbedPanel } from "./testbed";
export { evolutionText, fateText } from "./text";
export {
  trajectories,
  type FollowedMoment,
  type Trajectory,
} from "./trajectories";
