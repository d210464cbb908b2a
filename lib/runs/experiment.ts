import type { Json } from "../files/canonical-json";
import type { RunSpec } from "./run-kind";

/** Runs that differ in their seed alone, as plain data. */
export interface Experiment {
  /** Unique within its study, such as "flip, broad, lp-ft". */
  name: string;
  /** What all runs have in common, completed by the kind's defaults. */
  run: RunSpec;
  /** One run each. */
  seeds: number[];
  /** What tables and figures tell experiments apart by, such as source and strategy. Not part of a run's hash. */
  labels?: { [name: string]: Json };
}

/** How much to compute: the same code, other sizes, seeds and epochs. */
export type Profile = "small" | "full";
