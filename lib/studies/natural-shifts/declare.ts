import type { ColumnTable } from "arquero";
import type { Json } from "../../files/canonical-json";
import type { Experiment, Profile } from "../../runs/experiment";
import type { RunSpec } from "../../runs/run-kind";
import type { Study } from "../../runs/study";
import { areDone } from "../shared/are-done";
import { stagesAsked } from "../synthetic-shifts/declare";
import { plans, UNTOUCHED } from "../synthetic-shifts/plan";
import {
  freshParts,
  naturalPlans,
  naturalShiftSets,
  type Classifier,
  type ClassifierMethod,
  type NaturalPlan,
} from "./plan";

/** What is met, as runs take it. */
type MetSpec = { [field: string]: Json };

/** A shift that domains are told apart on, and by which methods. */
interface Domain {
  name: string;
  met: MetSpec;
  methods: ClassifierMethod[];
  /** Of a mixture. */
  labels: { fresh?: string; share?: number; mixtureSeed?: number };
  /** The domain whose hyper-parameters it takes; without it, its own. */
  trialsOf?: string;
}

/**
 * Natural shifts of photographs split by support (the paper's Section 5.2 and Figure 5), and mixtures with a known answer that the split is scored
 * against: domain classifiers cross-fitted on each, with hyper-parameters by the AUC of the first fold, and the answers of the networks that the study
 * of synthetic shifts trains on untouched photographs. The laboratory's made shifts are measured in the same way, so that their share out of support
 * can be set beside what pre-training brings.
 */
export const naturalShifts: Study = {
  name: "natural-shifts",
  description:
    "Natural shifts split by support: what is new, and does pre-training help there alone? (Figure 5, on photographs)",
  keepExamples: ({ labels }) => labels?.part !== "trial",
  declare(profile, results) {
    const plan = naturalPlans[profile];
    const shared = onUntouched(profile, results);
    const domains = domainsOf(plan);
    const trials = domains.flatMap((domain) => trialsOf(plan, domain));
    if (
      !areDone(
        shared.filter(({ labels }) => labels?.part === "rate"),
        results,
      )
    )
      return [...shared, ...trials];
    return [
      ...shared,
      ...trials,
      ...shared.flatMap((each) => answersOf(plan, each)),
      ...domains.flatMap((domain) => crossFits(plan, domain, trials, results)),
    ];
  },
};

/** Of the study of synthetic shifts: the trials of learning rates, and what its first stage trains on untouched photographs. */
function onUntouched(profile: Profile, results: ColumnTable): Experiment[] {
  const plan = plans[profile];
  const stages = plan.stages.slice(0, 1);
  return stagesAsked({ ...plan, stages }, results)
    .flatMap(({ experiments }) => experiments)
    .filter(
      ({ labels }) =>
        labels?.part === "rate" ||
        (labels?.part === "train" && labels.reference === UNTOUCHED),
    );
}

/** What a trained network answers on each natural shift, and on each half-new mixture, at every moment. */
function answersOf(
  plan: NaturalPlan,
  { name, run, seeds, labels = {} }: Experiment,
): Experiment[] {
  if (labels.part !== "train") return [];
  return domainsOf(plan)
    .filter(
      ({ met, labels: { share, mixtureSeed } }) =>
        "set" in met ||
        (share === plan.shares[0] && mixtureSeed === plan.mixtureSeeds[0]),
    )
    .map((domain) => ({
      name: name.replace("train", `answers, ${domain.name}`),
      run: {
        kind: "evaluate",
        of: run as Json,
        on: domain.met,
        examples: "each moment",
      },
      seeds,
      labels: { ...labels, part: "answers", shift: domain.name },
    }));
}

/** All shifts that domains are told apart on. */
function domainsOf(plan: NaturalPlan): Domain[] {
  const natural = naturalShiftSets.map((set): Domain => ({
    name: set,
    met: { set },
    methods: ["linear", "cnn", "neighbours"],
    labels: {},
  }));
  const made = Object.entries(plan.madeShifts).map(([name, shift]): Domain => ({
    name,
    met: { shift: shift as Json },
    methods: ["linear"],
    labels: {},
  }));
  return [...natural, ...mixturesOf(plan), ...made];
}

/** Each share of each new part, mixed in several ways; the first way with all methods. */
function mixturesOf({ shares, mixtureSeeds, mixed }: NaturalPlan): Domain[] {
  return Object.entries(freshParts).flatMap(([fresh, what]) =>
    shares.flatMap((share) =>
      mixtureSeeds.map((mixtureSeed, i): Domain => {
        const named = (seed: number) =>
          `${+(100 * share).toFixed(3)} % ${fresh}, mixture ${seed}`;
        return {
          name: named(mixtureSeed),
          met: {
            mixture: {
              fresh: what as Json,
              share,
              count: mixed,
              seed: mixtureSeed,
            },
          },
          methods:
            i === 0
              ? ["linear", "cnn", "neighbours"]
              : ["linear", "neighbours"],
          labels: { fresh, share, mixtureSeed },
          ...(i > 0 && { trialsOf: named(mixtureSeeds[0]) }),
        };
      }),
    ),
  );
}

const familyOf = (domain: string, method: ClassifierMethod) =>
  `${domain}, ${method}`;

const scoresRun = (
  { reference, shifted, folds }: NaturalPlan,
  shift: MetSpec,
  classifier: Classifier,
): RunSpec => ({
  kind: "domain-scores",
  shift,
  reference,
  shifted,
  folds,
  classifier: { ...classifier },
});

/** Each candidate on the first fold; none where there is no choice. */
function trialsOf(plan: NaturalPlan, domain: Domain): Experiment[] {
  if (domain.trialsOf) return [];
  return domain.methods
    .filter((method) => plan.candidates[method].length > 1)
    .flatMap((method) =>
      plan.candidates[method].map((classifier): Experiment => {
        const family = familyOf(domain.name, method);
        const told = Object.entries(classifier)
          .filter(([name]) => name !== "method")
          .map(([name, value]) => `${name} ${value}`)
          .join(", ");
        return {
          name: `trial, ${family}, ${told}`,
          run: { ...scoresRun(plan, domain.met, classifier), fold: 0 },
          seeds: [1],
          labels: { part: "trial", family, shift: domain.name, method, told },
        };
      }),
    );
}

/** All folds of the chosen classifiers, once their trials are done. */
function crossFits(
  plan: NaturalPlan,
  domain: Domain,
  trials: readonly Experiment[],
  results: ColumnTable,
): Experiment[] {
  return domain.methods.flatMap((method): Experiment[] => {
    const family = familyOf(domain.trialsOf ?? domain.name, method);
    const candidates = plan.candidates[method];
    const ours = trials.filter(({ labels }) => labels!.family === family);
    const chosen =
      candidates.length === 1
        ? candidates[0]
        : bestTrial(ours, results)?.run.classifier;
    if (!chosen) return [];
    const labels = { part: "scores", shift: domain.name, method };
    return [
      {
        name: `scores, ${domain.name}, ${method}`,
        run: scoresRun(plan, domain.met, chosen as Classifier),
        seeds: [1],
        labels: { ...labels, ...domain.labels },
      },
    ];
  });
}

/** The trial with the highest AUC, the first of equals; undefined until all are done. */
function bestTrial(
  trials: readonly Experiment[],
  results: ColumnTable,
): Experiment | undefined {
  const aucs = new Map(
    (
      results.objects() as { experiment: string; auc?: number | null }[]
    ).flatMap(({ experiment, auc }) =>
      typeof auc === "number" ? [[experiment, auc] as const] : [],
    ),
  );
  if (!trials.every(({ name }) => aucs.has(name))) return undefined;
  return trials.reduce((a, b) =>
    aucs.get(b.name)! > aucs.get(a.name)! ? b : a,
  );
}
