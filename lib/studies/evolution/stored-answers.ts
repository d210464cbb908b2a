import { readExamples, type Profile, type Run, type Store } from "../../runs";
import { planner } from "../../runs/plan-runs";
import { allRecords } from "../../runs/store/results";
import { evolution } from "./declare";

/** The runs of the study that are asked, by what is stored of it. */
export const askedRuns = (profile: Profile, store: Store): Run[] =>
  planner(evolution, profile)(allRecords(store, evolution.name));

/** The classes that a run predicts at each moment that it tells of; NaN for a moment that is the last without being named. None where they are not stored. */
export const predictionsAlong = (
  { id }: Run,
  store: Store,
): { epoch: number; predictions: ArrayLike<number> }[] =>
  Object.entries(readExamples(store, id) ?? {}).map(([name, predictions]) => ({
    epoch: Number(name.replace("predictions", "") || NaN),
    predictions,
  }));

/** A flag an image: whether the class that is predicted is its label. */
export const rightOf = (
  predictions: ArrayLike<number>,
  labels: Uint8Array,
): Uint8Array => labels.map((label, i) => Number(predictions[i] === label));
