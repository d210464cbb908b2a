import type { EvaluateSpec } from "../../experiments/evaluate-run";
import { metSet } from "../../experiments/photograph-sets";
import { trainingOf } from "../../experiments/network-run";
import { groupImages } from "../../images";
import { correctionOverlap, type PartOverlap } from "../../robustness";
import { openStore, readExamples, type Profile, type Store } from "../../runs";
import { allRecords } from "../../runs/store/results";
import { planner } from "../../runs/plan-runs";
import { armName } from "./analyse";
import { complementaryInterventions } from "./declare";
import { BOTH, BY, type Intervention } from "./plan";
import { networkName, parts } from "./results";

/** Which of the shift's images each arm gets right, over all seeds that have all four of them. */
export interface Corrections {
  /** Part of each image. */
  parts: string[];
  /** By arm, 1 where it is right; "neither" is the baseline. */
  right: { [arm: string]: Uint8Array };
  seeds: number[];
}

/**
 * The answers of four arms, image by image: without pre-training or intervention, with one of them, and with both.
 *
 * @param intervention which.
 * @returns undefined where no seed has the answers of all four.
 */
export function correctionsOf(
  intervention: Exclude<Intervention, "none">,
  {
    profile = "full",
    store = openStore(),
  }: { profile?: Profile; store?: Store } = {},
): Corrections | undefined {
  const runs = planner(
    complementaryInterventions,
    profile,
  )(allRecords(store, complementaryInterventions.name)).filter(
    ({ labels = {} }) => labels.shift === BOTH && labels.ofStudySize === true,
  );
  const answers = new Map<string, Int32Array>();
  for (const { id, spec, labels = {} } of runs) {
    const { predictions } = readExamples(store, id) ?? {};
    if (!predictions) continue;
    const arm = armName({
      network: networkName(String(labels.method)),
      intervention: labels.intervention as Intervention,
    });
    answers.set(JSON.stringify([spec.seed, arm]), Int32Array.from(predictions));
  }
  const arms = [
    "neither",
    "pre-trained",
    intervention,
    `pre-trained and ${intervention}`,
  ];
  const seeds = [...new Set(runs.map(({ spec }) => Number(spec.seed)))].filter(
    (seed) => arms.every((arm) => answers.has(JSON.stringify([seed, arm]))),
  );
  if (seeds.length === 0) return undefined;
  const tests = seeds.map((seed) => {
    const { spec } = runs.find((run) => run.spec.seed === seed)!;
    const { of, on } = spec as unknown as EvaluateSpec;
    const { set } = metSet(trainingOf(of), on);
    const groups = groupImages(set, BY).of;
    return {
      seed,
      labels: set.labels,
      parts: Array.from(groups, (g) => parts[(g >> 1) + 2 * (g % 2)]),
    };
  });
  const rightOf = (arm: string) =>
    Uint8Array.from(
      tests.flatMap(({ seed, labels }) => {
        const given = answers.get(JSON.stringify([seed, arm]))!;
        return Array.from(labels, (label, i) => Number(given[i] === label));
      }),
    );
  return {
    parts: tests.flatMap((test) => test.parts),
    right: Object.fromEntries(arms.map((arm) => [arm, rightOf(arm)])),
    seeds,
  };
}

/** Whether pre-training and an intervention correct the same images, of each part: beside what chance gives at the same numbers. */
export function overlapOf({ parts, right }: Corrections): PartOverlap[] {
  const [baseline, pretrained, intervened] = Object.values(right);
  return correctionOverlap(baseline, [pretrained, intervened], { parts });
}

/** Of the images of one part that the baseline gets wrong: what becomes of those that one remedy alone corrects, when both are there. */
export interface Interference {
  part: string;
  wrong: number;
  /** Corrected by pre-training, by the intervention and by both together. */
  pretrained: number;
  intervened: number;
  together: number;
  /** Corrected by one of them by itself, or by each, but not by both together. */
  lost: number;
  /** Corrected by both together, but by neither by itself. */
  gained: number;
}

/** What both remedies together keep, lose and gain, of all images and by part. */
export function interferenceOf({ parts, right }: Corrections): Interference[] {
  const [baseline, pretrained, intervened, together] = Object.values(right);
  return ["all", ...new Set(parts)].map((part) => {
    const wrong = parts.flatMap((each, i) =>
      (part === "all" || each === part) && !baseline[i] ? [i] : [],
    );
    const count = (holds: (i: number) => boolean) => wrong.filter(holds).length;
    const alone = (i: number) => pretrained[i] === 1 || intervened[i] === 1;
    return {
      part,
      wrong: wrong.length,
      pretrained: count((i) => pretrained[i] === 1),
      intervened: count((i) => intervened[i] === 1),
      together: count((i) => together[i] === 1),
      lost: count((i) => alone(i) && !together[i]),
      gained: count((i) => !alone(i) && together[i] === 1),
    };
  });
}

/**
 * Of the images of one part that the baseline gets wrong, which each remedy alone corrects: as the figure `overlap` takes them.
 */
export function correctedOn(
  { parts, right }: Corrections,
  part: string,
): { name: string; corrected: Uint8Array }[] {
  const [baseline, ...arms] = Object.entries(right);
  const wrong = parts.flatMap((each, i) =>
    each === part && !baseline[1][i] ? [i] : [],
  );
  return arms.slice(0, 2).map(([name, flags]) => ({
    name,
    corrected: Uint8Array.from(wrong, (i) => flags[i]),
  }));
}
