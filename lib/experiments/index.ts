export {
  accuraciesAlong,
  measuredPairs,
  measuredAccuracies,
  type MeasuredAccuracies,
  type MeasuredOptions,
} from "./accuracy-points";
export { canonicalJson } from "./canonical-json";
export type { Engine, EngineHooks, Run } from "./engine";
export type { Experiment, Profile } from "./experiment";
export { inProcess } from "./in-process";
export { parameters, type ParameterValue, type Parameters } from "./parameters";
export {
  tryShift,
  type QuickLook,
  type QuickLookOptions,
  type QuickLookRow,
} from "./quick-look";
export type { RunProvenance } from "./provenance";
export { readResults, resultsOf } from "./results";
export {
  runExperiment,
  RunsFailedError,
  storedResults,
} from "./run-experiment";
export { readExamples } from "./read-examples";
export type { PerExample, RunFailure } from "./run-file";
export { runId } from "./run-id";
export type {
  EvaluationRow,
  Json,
  RunContext,
  RunKind,
  RunOutcome,
  RunSpec,
} from "./run-kind";
export { registerRunKind, runKind } from "./run-kinds";
export { runsOf } from "./runs-of";
export { slurm, slurmScript } from "./slurm";
export type { SlurmOptions } from "./slurm-options";
export { openStore, StoreError, type Store } from "./store";
export { registerStudy, studies, studyNamed, type Study } from "./study";
export {
  sweep,
  type Experimental,
  type Sweep,
  type SweepOptions,
} from "./sweep";
export type { SweepProgress, SweepStatus } from "./sweep-progress";
export { workerPool } from "./worker-pool";
export { naturalShifts } from "./digit-sets";
export {
  answersOn,
  supportSplittingResults,
  type DigitModel,
  type DomainScores,
  type SupportSplittingResults,
} from "./support-splitting";
export {
  partDifferences,
  robustnessByPart,
  robustnessOn,
  splitDomain,
  type PartDifference,
  type PartOptions,
  type PartRobustness,
  type SplitDomain,
} from "./support-parts";
export { pairedAccuracies, type PairedAccuracy } from "./paired-accuracies";
export {
  compareKinds,
  replicatesOf,
  sweepRobustness,
  syntheticRobustness,
  type KindsCompared,
  type Labels,
  type SweepRobustness,
  type SyntheticRobustness,
} from "./synthetic-robustness";
export { bestLearningRate } from "./best-learning-rate";
export {
  chooseReferenceSet,
  straightness,
  type ReferenceSetChoice,
  type Straightness,
} from "./choose-reference-set";
export {
  candidateSplit,
  candidateStrengths,
  inSupportShifts,
} from "./studies/reference-sets";
export { chosen } from "./studies/synthetic-shifts";
export {
  taskSets,
  type Preparation,
  type Task,
  type TaskSets,
} from "./task-sets";
