export {
  accuraciesAlong,
  measuredPairs,
  measuredAccuracies,
  type MeasuredAccuracies,
  type MeasuredOptions,
} from "./analysis/accuracy-points";
export { canonicalJson } from "./canonical-json";
export type { Engine, EngineHooks, Run } from "./engines/engine";
export type { Experiment, Profile } from "./experiment";
export { inProcess } from "./engines/in-process";
export { parameters, type ParameterValue, type Parameters } from "./parameters";
export {
  tryShift,
  type QuickLook,
  type QuickLookOptions,
  type QuickLookRow,
} from "./analysis/quick-look";
export type { RunProvenance } from "./store/provenance";
export { readResults, resultsOf } from "./store/results";
export {
  runExperiment,
  RunsFailedError,
  storedResults,
} from "./run-experiment";
export { readExamples } from "./store/read-examples";
export type { PerExample, RunFailure } from "./store/run-file";
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
export { slurm, slurmScript } from "./engines/slurm";
export type { SlurmOptions } from "./engines/slurm-options";
export { openStore, StoreError, type Store } from "./store/store";
export { registerStudy, studies, studyNamed, type Study } from "./study";
export {
  sweep,
  type Experimental,
  type Sweep,
  type SweepOptions,
} from "./sweep";
export type { SweepProgress, SweepStatus } from "./sweep-progress";
export { workerPool } from "./engines/worker-pool";
export { naturalShifts, type NaturalShift } from "./kinds/digit-sets";
export {
  answersOn,
  supportSplittingResults,
  type DigitModel,
  type DomainScores,
  type SupportSplittingResults,
} from "./analysis/support-splitting";
export {
  partDifferences,
  robustnessByPart,
  pretrainedSources,
  robustnessOn,
  splitDomain,
  type PartDifference,
  type PartOptions,
  type PartRobustness,
  type SplitDomain,
} from "./analysis/support-parts";
export {
  pairedAccuracies,
  type PairedAccuracy,
} from "./analysis/paired-accuracies";
export {
  compareKinds,
  replicatesOf,
  sweepRobustness,
  syntheticRobustness,
  type KindsCompared,
  type Labels,
  type SweepRobustness,
  type SyntheticRobustness,
} from "./analysis/synthetic-robustness";
export { bestLearningRate } from "./analysis/best-learning-rate";
export {
  chooseReferenceSet,
  straightness,
  type ReferenceSetChoice,
  type Straightness,
} from "./analysis/choose-reference-set";
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
} from "./kinds/task-sets";
