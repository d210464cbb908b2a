import type { Json } from "../files/canonical-json";
import type { RunSpec } from "./run-kind";

/** A run that an experiment asks for. */
export interface Run {
  /** Its name; see `runId`. */
  id: string;
  /** Complete, the seed included. */
  spec: RunSpec;
  /** Name of the experiment that asks for it. */
  experiment: string;
  labels?: { [name: string]: Json };
}
