import type { Json } from "../../files/canonical-json";
import type { Experiment } from "../../runs/experiment";
import type { RunSpec } from "../../runs/run-kind";
import type { Study } from "../../runs/study";
import { areDone, stagesAsked } from "../synthetic-shifts/declare";
import { heldOut, networkPlans, testedOn, type Intervention } from "./plan";

const by = ["label", "tint"];

/**
 * Section 6 of the paper on photographs: a shift with a bias and something new at once, and four ways to meet it: from scratch or pre-trained, each with and
 * without an intervention against the bias. The networks without one are those that the study of synthetic shifts trains under the same bias.
 */
export const complementaryInterventions: Study = {
  name: "complementary-interventions",
  description:
    "Do pre-training and an intervention against bias complement each other? (Section 6, on photographs)",
  keepExamples: true,
  declare(profile, results) {
    const { experiments } = stagesAsked(networkPlans[profile], results)[0];
    const trained = experiments.filter(
      ({ labels }) => labels?.part === "train",
    );
    const first = [
      ...experiments.filter(({ labels }) => labels?.part === "rate"),
      ...trained.flatMap(withRefitting).flatMap(withTests),
    ];
    // What costs trainings of its own is asked once what does not is known.
    if (!areDone(first, results)) return first;
    return [...first, ...trained.flatMap(withBalance).flatMap(withTests)];
  },
};

/** A network as it is, and with its head refitted where it is of the study's size of reference set. */
function withRefitting(plain: Experiment): Experiment[] {
  const { run, labels = {} } = plain;
  const none = { ...plain, labels: { ...labels, intervention: "none" } };
  if (!labels.ofStudySize) return [none];
  const refitted: RunSpec = { kind: "remedy", of: run as Json, heldOut };
  return [none, changed(plain, "reweighted", refitted)];
}

/** The same network, trained with every class in every colour equally often. */
const withBalance = (plain: Experiment): Experiment[] =>
  plain.labels?.ofStudySize
    ? [
        changed(plain, "balanced", {
          ...plain.run,
          balance: { how: "sampling", by },
        }),
      ]
    : [];

const changed = (
  { name, seeds, labels }: Experiment,
  intervention: Intervention,
  run: RunSpec,
): Experiment => ({
  name: `${name}, ${intervention}`,
  run,
  seeds,
  labels: { ...labels, intervention },
});

/** Networks, and what they are tested on. */
function withTests(network: Experiment): Experiment[] {
  const { name, run, seeds, labels } = network;
  const tests = Object.entries(testedOn).map(([shift, tested]) => ({
    name: name.replace("train", `evaluate, ${shift}`),
    run: { kind: "evaluate", of: run as Json, ...tested },
    seeds,
    labels: { ...labels, part: "evaluate", shift },
  }));
  return [network, ...tests];
}
