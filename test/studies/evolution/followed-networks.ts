import { resultsTable } from "../../../lib/runs/store/results-table";
import { inverseLogit, logit } from "../../../lib/numerics";
import {
  followedAccuracies,
  type FollowedAccuracy,
} from "../../../lib/studies/evolution/results";
import { measuredRun } from "../measured-runs";

/** Shifted accuracy on a line of the logit scale, by reference accuracy. */
export const onLogitLine = (reference: number) =>
  inverseLogit(0.9 * logit(reference) - 0.6);

/** A network made up: what it is, and its reference accuracy and robustness at each of its moments. */
export interface MadeUp {
  model?: string;
  source?: string;
  method?: string;
  setting: string;
  seed: number;
  /** Held-out accuracy where it matters. */
  moments: {
    epoch: number;
    reference: number;
    robustness?: number;
    heldOut?: number;
  }[];
  shift?: string;
}

/** Its training and its evaluation, as records. */
export const recordsOf = ({
  seed,
  moments,
  shift = "unseen tint",
  ...made
}: MadeUp) => {
  const rate = Number(/^learning rate (.*)$/.exec(made.setting)?.[1]);
  const labels = {
    model: "efficientnet-lite0",
    source: "imagenet",
    method: "full",
    train: 4000,
    ofStudySize: true,
    reference: "untouched",
    ...made,
    ...(rate > 0 && { rate }),
  };
  const name = JSON.stringify(labels);
  return [
    measuredRun({
      experiment: `train, ${name}`,
      seed,
      labels: { part: "train", ...labels },
      moments: Object.fromEntries(
        moments.map(({ epoch, reference, heldOut }) => [
          epoch,
          { reference, ...(heldOut !== undefined && { validation: heldOut }) },
        ]),
      ),
    }),
    measuredRun({
      experiment: `evaluate, ${shift}, ${name}`,
      seed,
      labels: { part: "evaluate", ...labels, shift },
      moments: Object.fromEntries(
        moments.map(({ epoch, reference, robustness = 0 }) => [
          epoch,
          { [shift]: onLogitLine(reference) + robustness },
        ]),
      ),
    }),
  ];
};

/** A baseline on the line for each seed, from 20 to 80 %: the study of synthetic shifts', and the followed one that lends it its first moments. */
export function baselineNetworks(seeds: readonly number[]): MadeUp[] {
  const scratch = {
    model: "residual-cnn",
    source: "none",
    method: "from-scratch",
  };
  // At the same epochs, as in the study.
  const along = (references: number[]) =>
    references.map((reference, i) => ({ epoch: 4 * (i + 1), reference }));
  return seeds.flatMap((seed): MadeUp[] => [
    { ...scratch, setting: "", seed, moments: along([0.6, 0.7, 0.8]) },
    {
      ...scratch,
      setting: "learning rate 0.1",
      seed,
      moments: along([0.2, 0.35, 0.5]),
    },
  ]);
}

/** Rows of these networks, and of a baseline on the line for each of their seeds: from 20 to 80 %. */
export function rowsOf(networks: MadeUp[]): FollowedAccuracy[] {
  const seeds = [...new Set(networks.map(({ seed }) => seed))];
  const shift =
    networks.find((network) => network.shift)?.shift ?? "unseen tint";
  return followedAccuracies(
    resultsTable(
      [...baselineNetworks(seeds), ...networks].flatMap((network) =>
        recordsOf({ ...network, shift }),
      ),
    ),
  );
}

/** Fully fine-tuned Lite0, one network a seed, each with a robustness of its own about that of each moment. */
export const fineTuned = (
  moments: MadeUp["moments"],
  offsets: number[] = [-0.002, 0, 0.002],
): MadeUp[] =>
  offsets.map((offset, i) => ({
    setting: "learning rate 0.01",
    seed: i + 1,
    moments: moments.map((moment) => ({
      ...moment,
      robustness: (moment.robustness ?? 0) + offset,
    })),
  }));
