// All kinds of runs. Worker processes import this, so that they know them too: a kind that is registered elsewhere runs in its own process
// alone. Importing a kind should be cheap: what is heavy, such as TensorFlow, is imported when a run is carried out.
import { adaptRun } from "./adapt-run";
import { adaptedAverageRun } from "./adapted-average-run";
import { averageRun } from "./average-run";
import { consistencyRun } from "./consistency-run";
import { digitsTrainingRun } from "./digits-training";
import { domainScoresRun } from "./domain-scores";
import { registerRunKind } from "../runs/run-kinds";
import { evaluateRun } from "./evaluate-run";
import { placedRun } from "./placed-run";
import { pretrainRun } from "./pretrain-run";
import { probeRun } from "./probe-run";
import { remedyRun } from "./remedy-run";
import { simulatedRun } from "../runs/simulated-run";
import { setDistanceRun } from "./set-distance-run";
import { trainRun } from "./train-run";
import { transferRun } from "./transfer-run";

for (const kind of [
  simulatedRun,
  trainRun,
  evaluateRun,
  placedRun,
  probeRun,
  remedyRun,
  adaptRun,
  adaptedAverageRun,
  setDistanceRun,
  averageRun,
  consistencyRun,
  pretrainRun,
  transferRun,
  domainScoresRun,
  digitsTrainingRun,
])
  registerRunKind(kind);
