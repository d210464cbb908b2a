export {
  consequenceRows,
  decompositionRows,
  farText,
  planeAccuracies,
  planeText,
  type PlaneAccuracies,
} from "./analyse";
export {
  largeSteps,
  leavingTheSpan,
  otherUpdates,
  separableData,
  type BrokenCondition,
  type StepPoint,
} from "./conditions";
export {
  descentCurves,
  lemmaChecks,
  lemmasText,
  type LemmaCheck,
} from "./lemmas";
export {
  planeExperiment,
  starts,
  type PlaneExperiment,
  type PlaneOptions,
  type PlaneRun,
  type PlaneSet,
} from "./plane";
export { planeScene, planeSteps, type PlaneScene } from "./plane-scene";
export {
  tiltedCurves,
  tiltedText,
  tiltedWorlds,
  type TiltedAccuracy,
  type TiltedWorldsOptions,
} from "./tilted-worlds";
