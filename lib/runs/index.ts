export { type Engine, type EngineHooks } from "./engines/engine";
export { type Run } from "./run";
export { type Experiment, type Profile } from "./experiment";
export { inProcess } from "./engines/in-process";
export { type RunProvenance } from "./store/run-provenance";
export { readResults, resultsOf } from "./store/results";
export {
  runExperiment,
  RunsFailedError,
  storedResults,
} from "./run-experiment";
export { readExamples } from "./store/read-examples";
export { type PerExample } from "./store/stored-examples";
export { type RunFailure } from "./store/run-failure";
export { runId } from "./run-id";
export {
  type EvaluationRow,
  type RunContext,
  type RunKind,
  type RunOutcome,
  type RunSpec,
} from "./run-kind";
export { registerRunKind, runKind } from "./run-kinds";
export { runsOf } from "./runs-of";
export { slurm, slurmScript } from "./engines/slurm";
export { type SlurmOptions } from "./engines/slurm-options";
export { isFresh, openStore, StoreError, type Store } from "./store/store";
export { registerStudy, studies, studyNamed, type Study } from "./study";
export { type Experimental } from "./plan-runs";
export { sweep, type Sweep, type SweepOptions } from "./sweep-runs";
export { type SweepProgress, type SweepStatus } from "./sweep-progress";
export { workerPool } from "./engines/worker-pool";
