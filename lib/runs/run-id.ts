import { sha256 } from "../files";
import { canonicalJson } from "../files/canonical-json";
import type { RunSpec } from "./run-kind";

/**
 * The name of a run: the first 32 hexadecimal digits (128 bits) of the SHA-256 of its specification's {@link canonicalJson}.
 * It follows from what is computed alone: not from the order of fields, nor from which experiment asks for it.
 *
 * @param spec complete; {@link runsOf} completes it.
 * @throws TypeError where the specification holds what is no plain data.
 */
export function runId(spec: RunSpec): string {
  return sha256(Buffer.from(canonicalJson(spec))).slice(0, 32);
}
