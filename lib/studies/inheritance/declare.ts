import type { ColumnTable } from "arquero";
import type { Json } from "../../files/canonical-json";
import type { Experiment, Profile } from "../../runs/experiment";
import type { RunSpec } from "../../runs/run-kind";
import type { Study } from "../../runs/study";
import { askedInStages } from "../shared/asked-in-stages";
import { trained, trials } from "../synthetic-shifts/declare";
import {
  baselines,
  plans as studiedPlans,
  UNTOUCHED,
} from "../synthetic-shifts/plan";
import {
  BATCH_SIZE,
  control,
  GENTLE,
  inheritancePlans,
  rateOf,
  trainedOn,
  type BaseNetwork,
  type InheritanceMethod,
  type InheritancePlan,
} from "./plan";

/**
 * ImageNet-RIB (Hwang et al.) at the scale of a laptop: networks that know CIFAR-10, of three kinds of pre-training, are adapted to one of several related sets in
 * several ways, and tested on all of them before and after; and how far each set is from the base data.
 */
export const inheritance: Study = {
  name: "inheritance",
  description:
    "What is left of a network's robustness when it is adapted to one of several related sets? (Hwang et al., on photographs)",
  declare(profile, results) {
    return askedInStages(stagesOf({ profile, results }), results);
  },
};

/** The trials of learning rates, then what they choose for; distances with the first of it. */
function* stagesOf(context: Context): Generator<Experiment[]> {
  const plan = inheritancePlans[context.profile];
  yield rateTrials(context.profile);
  for (const [i, { bases, methods }] of plan.stages.entries())
    yield [
      ...bases.flatMap((base) => adaptations(base, methods, context)),
      ...(i === 0 ? distances(plan) : []),
    ];
}

/** The trials by which the study of synthetic shifts chooses the base networks' learning rates, run for run. */
function rateTrials(profile: Profile): Experiment[] {
  const arms = inheritancePlans[profile].stages.flatMap(({ bases }) =>
    // Rates are tried on the study's own number of images.
    bases.map(({ arm }) => (arm.train ? baselines[0] : arm)),
  );
  return trials(studiedPlans[profile], arms);
}

interface Context {
  profile: Profile;
  results: ColumnTable;
}

/** A base network's training, how it does before, and what it comes to in each way on each set. */
function adaptations(
  base: BaseNetwork,
  methods: readonly InheritanceMethod[],
  { profile, results }: Context,
): Experiment[] {
  const plan = inheritancePlans[profile];
  const studied = studiedPlans[profile];
  const [training] = trained(
    studied,
    { shifts: [] },
    UNTOUCHED,
    base.arm,
    results,
  );
  if (!training) return [];
  const of = {
    ...training.run,
    ...(base.reference && { reference: base.reference }),
  } as RunSpec;
  const { seeds, related, images } = plan;
  const labels = { base: base.name, richness: base.richness };
  const common = { of: of as Json, related: related as Json, images };
  const average = (parts: RunSpec[]) => ({
    kind: "adapted-average",
    ...common,
    parts: parts as Json,
    start: 1 / (1 + parts.length),
  });
  return [
    {
      name: `train, ${base.name}`,
      run: of,
      seeds,
      labels: { part: "train", ...labels },
    },
    {
      name: `before, ${base.name}`,
      run: average([]),
      seeds,
      labels: { part: "before", ...labels },
    },
    ...methods.flatMap((method) =>
      Object.keys(related).map((to): Experiment => {
        const part = (name: InheritanceMethod) => ({
          kind: "adapt",
          ...common,
          to,
          ...settings(name, base, profile),
        });
        const parts = averaged[method]?.map(part);
        return {
          name: `${method}, ${base.name}, to ${to}`,
          run: parts ? average(parts) : part(method),
          seeds,
          labels: { part: "adapted", ...labels, method, to },
        };
      }),
    ),
  ];
}

/** What is averaged with the start: WiSE-FT at a half, and the soup of ImageNet-RIB. */
const averaged: { [method in InheritanceMethod]?: InheritanceMethod[] } = {
  "wise-ft": ["full"],
  soup: ["full", "ewc", "lwf"],
};

/** A method and its options. */
function settings(
  method: InheritanceMethod,
  base: BaseNetwork,
  profile: Profile,
): { method: string; [field: string]: Json } {
  const { epochs, fisher, images } = inheritancePlans[profile];
  const augmentation = { flip: true, shift: 4 };
  const learningRate = rateOf(method);
  const recipe = { epochs, batchSize: BATCH_SIZE, learningRate, augmentation };
  const own: { [method in InheritanceMethod]?: { [field: string]: Json } } = {
    "linear-probe": { l2s: [1e-4, 1e-3, 1e-2, 1e-1, 1] },
    "lp-ft": { l2s: [1e-4, 1e-3, 1e-2, 1e-1, 1] },
    // Base examples over new ones: the Laplace approximation of learning from both.
    ewc: { fisher, penalty: trainedOn(base, profile) / images.adapt },
  };
  const isAveraged = Object.values(averaged).flat().includes(method);
  return {
    method: method === GENTLE ? "full" : method,
    recipe,
    ...own[method],
    ...(isAveraged && { keepWeights: true }),
  };
}

/** How far each related set is from the base data, and photographs as they are for comparison. */
const distances = ({
  related,
  images,
  count,
  seeds,
}: InheritancePlan): Experiment[] =>
  Object.keys({ ...related, ...control }).map((to) => ({
    name: `distance, ${to}`,
    run: {
      kind: "set-distance",
      related: { ...related, ...control } as Json,
      images,
      count,
      to,
    },
    seeds,
    labels: { part: "distance", to },
  }));
