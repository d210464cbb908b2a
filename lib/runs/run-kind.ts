import type { Json } from "../files/canonical-json";

/**
 * One run, as plain data: everything that its result depends on, and nothing
 * else. Equal specifications are the same run, whichever experiment asks for it.
 */
export interface RunSpec {
  /** Which {@link RunKind} carries it out. */
  kind: string;
  [field: string]: Json;
}

/** How one network did on one set at one moment of a run. */
export interface EvaluationRow {
  /** Epochs done; a fraction between two. 0 where nothing was trained. */
  epoch: number;
  /** What was evaluated on: "reference", or the name of a shifted set. */
  split: string;
  correct: number;
  total: number;
  /** Since the run began. */
  seconds: number;
}

/** What a run came to. */
export interface RunOutcome {
  rows: EvaluationRow[];
  /** Further numbers of the run, such as a chosen penalty. */
  values?: { [name: string]: number };
  /** One number for each example, by name, such as predicted classes or scores. */
  perExample?: { [name: string]: number[] };
  /** What runs that come after need of this one, such as weights, by name (letters, digits, "-" and "."). */
  artefacts?: Artefacts;
}

/** What a run hands on to others: bytes by name. */
export type Artefacts = { [name: string]: Uint8Array };

/** What a run is given beside its specification. */
export interface RunContext {
  /** Where it is aborted, the run rejects soon, and nothing of it is kept. */
  signal: AbortSignal;
  /** Tells the share done, in [0, 1]. */
  onProgress: (share: number) => void;
  /**
   * What a run that this one needs has handed on.
   *
   * @param needed one of {@link RunKind.needs}.
   * @throws Error where it is missing, or not what that run's result declares.
   */
  artefacts: (needed: RunSpec) => Artefacts;
}

/** A kind of run: how its specifications are checked, and how one is carried out. */
export interface RunKind {
  name: string;
  /** Raised when the same specification would come to other results, so that older ones count as stale. Default 1. */
  version?: number;
  /** Hashes of the data and weights that a run reads, by name. Default: none. */
  inputs?(spec: RunSpec): { [name: string]: string };
  /** Complete specifications of the runs whose artefacts a run consumes. Default: none. */
  needs?(spec: RunSpec): RunSpec[];
  /** Whether a run hands on artefacts. Default: none does. */
  yieldsArtefacts?(spec: RunSpec): boolean;
  /** Whether it computes with TensorFlow: then its runs need processes with one TensorFlow thread, as sums depend on their number. */
  usesTensorFlow?: boolean;
  /** Completes a specification with its defaults. @throws Error naming the field that is wrong, and its value. */
  complete(spec: RunSpec): RunSpec;
  /** Same specification, same outcome but for `seconds`. */
  execute(spec: RunSpec, context: RunContext): Promise<RunOutcome>;
}
