import { measuredRun, onLine } from "../measured-runs";

/** The shift that networks made up here are tested under. */
export const shift = "unseen tint";

/** Train and evaluate run of one network, lifted above the line at each of its moments. */
export const network = (
  labels: { [name: string]: string | number | boolean },
  seed: number,
  accuracies: number[],
  lift = 0,
) => {
  const moments = (split: string, accuracy: (reference: number) => number) =>
    Object.fromEntries(
      accuracies.map((each, i) => [i + 1, { [split]: accuracy(each) }]),
    );
  const name = Object.values(labels).join();
  return [
    measuredRun({
      experiment: `train, ${name}`,
      seed,
      labels: { part: "train", ...labels },
      moments: moments("reference", (each) => each),
    }),
    measuredRun({
      experiment: `evaluate, ${name}`,
      seed,
      labels: { part: "evaluate", ...labels, shift },
      moments: moments("shifted", (each) => onLine(each) + lift),
    }),
  ];
};
