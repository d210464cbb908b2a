import { sha256 } from "../files";
import { canonicalJson, type Json } from "../files/canonical-json";
import type { RunSpec } from "./run-kind";
import { runKind } from "./run-kinds";

/**
 * The name of a run: the first 32 hexadecimal digits (128 bits) of the SHA-256 of all that its result follows from, as {@link canonicalJson}: its
 * specification, the version of its kind, the hashes of the data and weights that it reads, and the names of the runs that it needs. Not the
 * order of fields, nor which experiment asks for it.
 *
 * @param spec complete; {@link runsOf} completes it.
 * @throws TypeError where the specification holds what is no plain data.
 * @throws Error for an unknown kind, with the nearest known one.
 */
export function runId(spec: RunSpec): string {
  const { version = 1, inputs, needs } = runKind(spec.kind);
  const identity: { [part: string]: Json } = {
    spec,
    version,
    inputs: inputs?.(spec) ?? {},
    needs: needs?.(spec).map(runId) ?? [],
  };
  return sha256(Buffer.from(canonicalJson(identity))).slice(0, 32);
}
