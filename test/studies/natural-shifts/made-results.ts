import { randomStream } from "../../../lib/numerics";
import {
  metImages,
  type AnsweringModel,
  type NaturalShiftResults,
  type ScoredDomain,
} from "../../../lib/studies";

const REFERENCE = 400;
export const MIXTURE = "50 % drawings, mixture 1";

/** A mixture whose new images score higher by `gap`. */
export function mixtureDomain(
  gap: number,
  more: Partial<ScoredDomain> = {},
): ScoredDomain {
  const fresh = { set: "drawings" };
  const spec = {
    shift: { mixture: { fresh, share: 0.5, count: 160, seed: 1 } },
    reference: REFERENCE,
    shifted: null,
    seed: 1,
  };
  const random = randomStream(1, "scores");
  const truth = metImages(spec).truth!;
  const scores = [
    ...Array.from({ length: REFERENCE }, () => random.normal(-1)),
    ...Array.from(truth, (ratio) =>
      random.normal(ratio === Infinity ? gap : -1),
    ),
  ];
  return {
    shift: MIXTURE,
    method: "linear",
    fresh: "drawings",
    share: 0.5,
    mixtureSeed: 1,
    scores,
    isShifted: new Uint8Array(scores.length).fill(1, REFERENCE),
    spec,
    ...more,
  };
}

/** Three repetitions of networks from scratch and one pre-trained each, which is better by `gain` on the new images alone. */
export function answeringModels(gain: number): AnsweringModel[] {
  const { labels, truth } = metImages(mixtureDomain(0).spec);
  const random = randomStream(2, "answers");
  return [1, 2, 3].flatMap((seed) =>
    [0.4, 0.5, 0.6, 0.7, 0.8, 0.7].map((reference, m): AnsweringModel => {
      const isPretrained = m === 5;
      const predictions = Array.from(labels, (label, i) => {
        const isNew = truth![i] === Infinity;
        const rate = reference - 0.1 + (isPretrained && isNew ? gain : 0);
        return random.uniform() < rate ? label : (label + 1) % 10;
      });
      return {
        name: `network ${m}, seed ${seed}`,
        model: isPretrained ? "efficientnet-lite0" : "residual-cnn",
        source: isPretrained ? "imagenet" : "none",
        method: isPretrained ? "full" : "from-scratch",
        seed,
        last: m > 3,
        reference,
        predictions: { [MIXTURE]: predictions },
      };
    }),
  );
}

export const madeResults = (
  gap: number,
  gain: number,
): NaturalShiftResults => ({
  domains: [mixtureDomain(gap)],
  models: answeringModels(gain),
  trials: [],
  runs: 1,
  missing: 0,
  seconds: 1,
});
