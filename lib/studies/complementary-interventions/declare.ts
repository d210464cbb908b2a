import type { Json } from "../../files/canonical-json";
import type { Experiment } from "../../runs/experiment";
import type { RunSpec } from "../../runs/run-kind";
import type { Study } from "../../runs/study";
import { stagesAsked } from "../synthetic-shifts/declare";
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
    return [
      ...experiments.filter(({ labels }) => labels?.part === "rate"),
      ...trained.flatMap(withInterventions).flatMap(withTests),
    ];
  },
};

/** A network as it is, and of the study's size of reference set, with each intervention. */
function withInterventions(plain: Experiment): Experiment[] {
  const { name, run, seeds, labels = {} } = plain;
  const changed = (
    intervention: Intervention,
    changedRun: RunSpec,
  ): Experiment => ({
    name: `${name}, ${intervention}`,
    run: changedRun,
    seeds,
    labels: { ...labels, intervention },
  });
  const none = { ...plain, labels: { ...labels, intervention: "none" } };
  if (!labels.ofStudySize) return [none];
  return [
    none,
    changed("reweighted", { kind: "remedy", of: run as Json, heldOut }),
    changed("balanced", { ...run, balance: { how: "sampling", by } }),
  ];
}

/** Networks, and what they are tested on. */
function withTests(network: Experiment): Experiment[] {
  const { name, run, seeds, labels } = network;
  const tests = Object.entries(testedOn).map(([shift, on]) => ({
    name: name.replace("train", `evaluate, ${shift}`),
    run: { kind: "evaluate", of: run as Json, on: on as Json },
    seeds,
    labels: { ...labels, part: "evaluate", shift },
  }));
  return [network, ...tests];
}
