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
  moments: { epoch: number; reference: number; robustness?: number }[];
  shift?: string;
}

const runs = ({ seed, moments, shift = "unseen tint", ...made }: MadeUp) => {
  const labels = {
    model: "efficientnet-lite0",
    source: "imagenet",
    method: "full",
    train: 4000,
    ofStudySize: true,
    reference: "untouched",
    ...made,
  };
  const name = JSON.stringify(labels);
  const at = (
    split: string,
    accuracy: (moment: MadeUp["moments"][number]) => number,
  ) =>
    Object.fromEntries(
      moments.map((moment) => [moment.epoch, { [split]: accuracy(moment) }]),
    );
  return [
    measuredRun({
      experiment: `train, ${name}`,
      seed,
      labels: { part: "train", ...labels },
      moments: at("reference", ({ reference }) => reference),
    }),
    measuredRun({
      experiment: `evaluate, ${shift}, ${name}`,
      seed,
      labels: { part: "evaluate", ...labels, shift },
      moments: at(
        shift,
        ({ reference, robustness = 0 }) => onLogitLine(reference) + robustness,
      ),
    }),
  ];
};

/** Rows of these networks, and of a baseline on the line for each of their seeds: from 20 to 80 %. */
export function rowsOf(networks: MadeUp[]): FollowedAccuracy[] {
  const seeds = [...new Set(networks.map(({ seed }) => seed))];
  const scratch = {
    model: "residual-cnn",
    source: "none",
    method: "from-scratch",
  };
  const baseline = seeds.flatMap((seed): MadeUp[] => [
    // The study of synthetic shifts', and the followed one that lends it its first moments.
    {
      ...scratch,
      setting: "",
      seed,
      moments: [0.6, 0.7, 0.8].map((reference, i) => ({
        epoch: 4 * (i + 1),
        reference,
      })),
    },
    {
      ...scratch,
      setting: "learning rate 0.1",
      seed,
      // At the same epochs, as in the study.
      moments: [0.2, 0.35, 0.5].map((reference, i) => ({
        epoch: 4 * (i + 1),
        reference,
      })),
    },
  ]);
  return followedAccuracies(
    resultsTable(
      [...baseline, ...networks].flatMap((network) =>
        runs({
          ...network,
          shift: networks.find(({ shift }) => shift)?.shift ?? "unseen tint",
        }),
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
