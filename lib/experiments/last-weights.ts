import type { RunContext, RunSpec } from "../runs/run-kind";
import { networks } from "./lazy-libraries";
import { momentOf } from "./noted-fine-tuning";

/** The weights that a run of networks came to, and what they are called: of the last moment that it kept. */
export function lastWeights(of: unknown, artefacts: RunContext["artefacts"]) {
  const [name, bytes] = Object.entries(artefacts(of as RunSpec)).reduce(
    (last, each) => (momentOf(each[0]) > momentOf(last[0]) ? each : last),
  );
  const { weights } = networks().decodeWeights(Buffer.from(bytes), name);
  return { name, weights };
}
