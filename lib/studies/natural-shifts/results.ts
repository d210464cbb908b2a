import { readExamples } from "../../runs/store/read-examples";
import { allRecords } from "../../runs/store/results";
import type { RunRecord } from "../../runs/store/results-index";
import { planner } from "../../runs/plan-runs";
import {
  isFresh,
  openStore,
  runExperiment,
  type Profile,
  type Run,
  type Store,
} from "../../runs";
import type { DomainExamplesSpec } from "../../experiments/domain-sets";
import { naturalShifts } from "./declare";
import type { ClassifierMethod } from "./plan";

/** Cross-fitted scores of the examples of a shift and its reference. */
export interface ScoredDomain {
  /** Name of the shift. */
  shift: string;
  method: ClassifierMethod;
  /** Of a mixture with a known answer: what is new, its share, and which of several ways to mix. */
  fresh?: string;
  share?: number;
  mixtureSeed?: number;
  /** Reference first. */
  scores: number[];
  isShifted: Uint8Array;
  /** From which the examples themselves can be made again. */
  spec: DomainExamplesSpec;
}

/** A network at one moment of its training, by its answers. */
export interface AnsweringModel {
  name: string;
  /** Name of the model; "none" or "imagenet"; how it was adapted. */
  model: string;
  source: string;
  method: string;
  seed: number;
  /** Whether this is the end of its training. */
  last: boolean;
  /** Accuracy on the reference distribution, a fraction. */
  reference: number;
  /** Predicted class of each example, by shift. */
  predictions: { [shift: string]: number[] };
}

/** How one candidate for a domain classifier did on the first fold. */
export interface ClassifierTrial {
  shift: string;
  method: ClassifierMethod;
  /** Its hyper-parameters. */
  told: string;
  auc: number;
}

/** Results of the study "natural-shifts". */
export interface NaturalShiftResults {
  domains: ScoredDomain[];
  models: AnsweringModel[];
  trials: ClassifierTrial[];
  /** Number of runs of its own, how many have no result yet, and the seconds that they took in all. */
  runs: number;
  missing: number;
  seconds: number;
}

/**
 * The study's results as a notebook shows them. The full study is shown as it is stored and committed, and nothing is computed; the small one, and all where
 * everything is computed anew (`--fresh`), is carried out first.
 *
 * @throws Error where runs failed, or the numbers for each example of one are missing.
 */
export async function naturalShiftResults(
  profile: Profile,
  { store = openStore() }: { store?: Store } = {},
): Promise<NaturalShiftResults> {
  if (profile === "small" || isFresh())
    await runExperiment(naturalShifts, { profile, store });
  return readNaturalShifts(profile, store);
}

/** What a store holds of the study. */
export function readNaturalShifts(
  profile: Profile,
  store: Store,
): NaturalShiftResults {
  const records = allRecords(store, naturalShifts.name);
  const runs = planner(naturalShifts, profile)(records);
  const done = runs.flatMap((run) => {
    const record = records.get(run.id);
    return record ? [{ run, record }] : [];
  });
  const ofPart = (part: string) =>
    done.filter(({ run }) => run.labels?.part === part);
  const own = ["trial", "scores", "answers"];
  const isOwn = ({ labels }: Run) => own.includes(String(labels?.part));
  return {
    domains: ofPart("scores").map(({ run, record }) =>
      domainOf(run, record, examplesOf(store, run)),
    ),
    models: modelsOf(ofPart("train"), ofPart("answers"), store),
    trials: ofPart("trial").map(({ run: { labels }, record }) => ({
      shift: labels!.shift as string,
      method: labels!.method as ClassifierMethod,
      told: labels!.told as string,
      auc: record.values!.auc,
    })),
    runs: done.filter(({ run }) => isOwn(run)).length,
    missing: runs.filter((run) => isOwn(run) && !records.has(run.id)).length,
    seconds: done
      .filter(({ run }) => isOwn(run))
      .reduce((sum, { record }) => sum + secondsOf(record), 0),
  };
}

const secondsOf = ({ rows }: RunRecord) =>
  Math.max(...rows.map(({ seconds }) => seconds));

function examplesOf(store: Store, { id, experiment }: Run) {
  const numbers = readExamples(store, id);
  if (numbers) return numbers;
  throw new Error(
    `The numbers for each example of run ${id} (${experiment}) are missing: neither ${store.folder} nor the committed results hold them. Delete its result there or take data/results from the repository, and run again.`,
  );
}

function domainOf(
  { spec, labels }: Run,
  { values }: RunRecord,
  { score }: { [name: string]: number[] },
): ScoredDomain {
  const { shift, method, fresh, share, mixtureSeed } =
    labels as unknown as Omit<ScoredDomain, "scores">;
  return {
    shift,
    method,
    ...(fresh !== undefined && { fresh, share, mixtureSeed }),
    scores: score,
    isShifted: new Uint8Array(score.length).fill(
      1,
      score.length - values!.shifted,
    ),
    spec: spec as unknown as DomainExamplesSpec,
  };
}

type Done = { run: Run; record: RunRecord };

/** Each moment of each trained network that has answered on any shift. */
function modelsOf(
  trained: readonly Done[],
  answered: readonly Done[],
  store: Store,
): AnsweringModel[] {
  return trained.flatMap(({ run, record }) => {
    const ours = answered.filter(
      ({ run: { spec, experiment } }) =>
        spec.seed === run.spec.seed &&
        experiment.endsWith(run.experiment.replace("train, ", ", ")),
    );
    if (ours.length === 0) return [];
    const answers = ours.map(({ run }) => ({
      shift: String(run.labels!.shift),
      numbers: examplesOf(store, run),
    }));
    const moments = record.rows.filter(({ split }) => split === "reference");
    const end = Math.max(...moments.map(({ epoch }) => epoch));
    const { model, source, method } = run.labels as { [name: string]: string };
    return moments.map(({ epoch, correct, total }) => ({
      name: `${run.experiment.replace("train, ", "")}, seed ${String(run.spec.seed)}, epoch ${epoch}`,
      model,
      source,
      method,
      seed: Number(run.spec.seed),
      last: epoch === end,
      reference: correct / total,
      predictions: Object.fromEntries(
        answers.map(({ shift, numbers }) => [
          shift,
          numbers[`predictions ${epoch}`],
        ]),
      ),
    }));
  });
}
