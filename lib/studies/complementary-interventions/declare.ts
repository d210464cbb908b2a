import type { Json } from "../../files/canonical-json";
import type { Experiment } from "../../runs/experiment";
import type { RunSpec } from "../../runs/run-kind";
import type { Study } from "../../runs/study";
import { askedInStages } from "../shared/asked-in-stages";
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
  keepExamples: () => true,
  declare(profile, results) {
    const { experiments } = stagesAsked(networkPlans[profile], results)[0];
    const ofPart = (part: string) =>
      experiments.filter(({ labels }) => labels?.part === part);
    const [own, larger] = [true, false].map((ofStudySize) =>
      ofPart("train").filter(
        ({ labels }) => labels?.ofStudySize === ofStudySize,
      ),
    );
    // What costs least is asked first: trainings that many arms share, then those that make the line longer, then those of one arm.
    const stages = [
      ofPart("rate"),
      own.flatMap(withRefitting).flatMap(withTests),
      larger.map(plain).flatMap(withTests),
      own.map(withBalance).flatMap(withTests),
    ];
    return askedInStages(stages, results);
  },
};

/** A network as it is. */
const plain = (network: Experiment): Experiment => ({
  ...network,
  labels: { ...network.labels, intervention: "none" },
});

/** A network as it is, and with its head refitted. */
const withRefitting = (network: Experiment): Experiment[] => [
  plain(network),
  changed(network, "reweighted", {
    kind: "remedy",
    of: network.run as Json,
    heldOut,
  }),
];

/** The same network, trained with every class in every colour equally often. */
const withBalance = (network: Experiment): Experiment =>
  changed(network, "balanced", {
    ...network.run,
    balance: { how: "sampling", by },
  });

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
