import { z } from "zod";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import { principalComponents } from "../numerics";
import type { RunKind, RunSpec } from "../runs/run-kind";
import { datasetDistance } from "../transport";
import { networks, support } from "./lazy-libraries";
import { photographFeatures } from "./photograph-features";
import {
  adaptationSet,
  completeRelated,
  relatedFields,
  requireRelated,
  type RelatedTask,
} from "./related-sets";
import { shapeOf, trainingSets } from "./task";

const schema = z.strictObject({
  kind: z.literal("set-distance"),
  seed: z.int(),
  data: z.string().default("cifar10"),
  ...relatedFields,
  to: z.string(),
  /** Images of the base data, and folds of the domain classifier. */
  count: z.int().positive(),
  folds: z.int().min(2).default(5),
  /** Principal components of the base data's features that the data-set distance is taken in: in all features chance hides what is near. */
  components: z.int().positive().default(32),
  /** Of the data-set distance, as a share of the mean cost. */
  regularisation: z.number().min(1e-6).max(1).default(0.01),
});

type SetDistanceSpec = z.output<typeof schema> & RelatedTask;

/**
 * A run that measures how far the images that networks are adapted by are from the base data, in ImageNet features: `transport`, the data-set distance (OTDD), in
 * their principal components, and `transportOfAll` in all of them;
 * `means`, the distance of feature means; `auc` of a domain classifier (linear, cross-fitted); `outside`, the share of the related images out of the base
 * data's support by its density ratios. No network under test is looked at.
 */
export const setDistanceRun: RunKind = {
  name: "set-distance",
  usesTensorFlow: true,
  complete(given) {
    const spec = checked(schema, given, "A set-distance run");
    shapeOf(spec.data);
    requireRelated(spec.to, spec.related);
    const related = completeRelated(spec.related, spec.seed);
    return { ...spec, related } as unknown as RunSpec;
  },
  inputs(spec) {
    const { data, related, to } = spec as unknown as SetDistanceSpec;
    const each = related[to];
    const names = [data, ...("set" in each ? [each.set] : [])];
    return {
      ...Object.fromEntries(names.map((name) => [name, datasetHash(name)])),
      weights: datasetHash("efficientnet-lite0-imagenet"),
    };
  },
  async execute(given, { signal, onProgress }) {
    const spec = given as unknown as SetDistanceSpec;
    const { data, to, count, folds, seed, regularisation } = spec;
    const started = performance.now();
    const { joinDomains } = support();
    const ours = trainingSets({
      data,
      train: count,
      validation: 1,
      test: 1,
      reference: null,
      seed,
    }).train;
    const theirs = adaptationSet(spec, to);
    const examples = joinDomains(ours, theirs);
    const features = await photographFeatures(examples);
    onProgress(0.5);
    const { takeFeatures } = networks();
    const rows = Array.from(examples.labels.keys());
    const part = (from: number, to: number) => ({
      features: takeFeatures(features, rows.slice(from, to)),
      labels: examples.labels.subarray(from, to),
    });
    const [base, related] = [part(0, count), part(count, rows.length)];
    const { project } = principalComponents(base.features, spec.components);
    const [near, far] = [base, related].map(({ features, labels }) => ({
      features: project(features),
      labels,
    }));
    const told = await toldApart(features, examples, { folds, seed, signal });
    return {
      rows: [
        {
          epoch: 0,
          split: to,
          correct: told.correct,
          total: rows.length,
          seconds: (performance.now() - started) / 1000,
        },
      ],
      values: {
        transport: datasetDistance(near, far, { regularisation }).distance,
        transportOfAll: datasetDistance(base, related, { regularisation })
          .distance,
        means: distanceOfMeans(base.features, related.features),
        auc: told.auc,
        outside: told.outside,
      },
    };
  },
};

type Features = Awaited<ReturnType<typeof photographFeatures>>;

async function toldApart(
  features: Features,
  { isShifted, groups }: { isShifted: Uint8Array; groups: Int32Array },
  { folds, seed, signal }: { folds: number; seed: number; signal: AbortSignal },
): Promise<{ auc: number; outside: number; correct: number }> {
  const library = support();
  const scores = await library.crossFit(
    library.assignFolds(isShifted, { groups, folds, seed }),
    library.linearDomainClassifier(features, isShifted, { l2: 1e-3 }),
    { signal },
  );
  const { ratios, auc } = library.estimateRatios(scores, isShifted);
  const { outShare } = library.splitBySupport(
    ratios.filter((_, i) => isShifted[i] === 1),
  );
  const correct = scores.filter(
    (score, i) => score > 0 === (isShifted[i] === 1),
  ).length;
  return { auc: auc.mean, outside: outShare.mean, correct };
}

function distanceOfMeans(a: Features, b: Features): number {
  const meanOf = ({ values, count, width }: Features) => {
    const mean = new Float64Array(width);
    values.forEach((value, k) => {
      mean[k % width] += value / count;
    });
    return mean;
  };
  const [first, second] = [meanOf(a), meanOf(b)];
  return Math.hypot(...first.map((value, k) => value - second[k]));
}
