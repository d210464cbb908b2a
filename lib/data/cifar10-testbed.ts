import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { escape, fromCSV, type ColumnTable } from "arquero";
import { projectRoot } from "../files/paths";

/** A test set of the testbed: CIFAR-10's own, and the fourth and sixth version of CIFAR-10.1. */
export type Cifar10TestSet = "reference" | "v4" | "v6";

/** Counts of a test set, as the CSV holds them, and the accuracy they make, a fraction. */
type Counts<Set extends Cifar10TestSet> = Record<
  `${Set}_correct` | `${Set}_total` | Set,
  number
>;

/** A row of {@link loadCifar10Testbed}. */
export type Cifar10TestbedModel = Counts<"reference"> &
  Counts<"v4"> &
  Counts<"v6"> & {
    /** Architecture and training; unique. */
    model: string;
  };

type CountColumn = Exclude<keyof Cifar10TestbedModel, "model" | Cifar10TestSet>;

/**
 * 30 published classifiers trained on CIFAR-10 alone, and how many images of CIFAR-10's test set and of CIFAR-10.1 each gets
 * right: the testbed from scratch of Andreassen et al. Source and columns: `data/tables/README.md`.
 *
 * @returns an arquero table, one row a model; to the published counts it adds the accuracies `reference`, `v4` and `v6`, fractions.
 * @example
 * const { reference, shifted } = accuracyPairs(loadCifar10Testbed(), { reference: "reference", shifted: "v6" });
 * fitAccuracyLine(reference, shifted, { scale: "logit" });
 */
export function loadCifar10Testbed(): ColumnTable {
  const share = (set: Cifar10TestSet) =>
    escape(
      (row: Record<CountColumn, number>) =>
        row[`${set}_correct`] / row[`${set}_total`],
    );
  return fromCSV(readFileSync(tablePath("cifar10-testbed.csv"), "utf8")).derive(
    { reference: share("reference"), v4: share("v4"), v6: share("v6") },
  );
}

/** What the testbed's models predict for each image of a set; see {@link loadCifar10TestbedPredictions}. */
export interface Cifar10TestbedPredictions {
  /** Names, in the order of `predictions`. */
  models: string[];
  /** True classes 0 … 9, one an image, in the data set's order. */
  labels: Uint8Array;
  /** For each model the class that it predicts for each image. */
  predictions: Uint8Array[];
}

interface PredictionsFile {
  labels: Record<string, string>;
  predictions: Record<string, Record<string, string>>;
}

/**
 * The class that each of the testbed's 30 models predicts for each image of CIFAR-10's test set (10,000) or of CIFAR-10.1 v6 (2,000).
 *
 * @throws RangeError for another set.
 */
export function loadCifar10TestbedPredictions(
  set: Exclude<Cifar10TestSet, "v4">,
): Cifar10TestbedPredictions {
  const path = tablePath("cifar10-testbed-predictions.json.gz");
  const { labels, predictions } = JSON.parse(
    gunzipSync(readFileSync(path)).toString("utf8"),
  ) as PredictionsFile;
  if (!Object.hasOwn(labels, set))
    throw new RangeError(
      `The testbed has no predictions for "${set}"; choose ${Object.keys(labels)
        .map((name) => `"${name}"`)
        .join(" or ")}.`,
    );
  const models = Object.keys(predictions);
  return {
    models,
    labels: Uint8Array.from(labels[set], Number),
    predictions: models.map((model) =>
      Uint8Array.from(predictions[model][set], Number),
    ),
  };
}

function tablePath(file: string): string {
  return join(projectRoot(), "data", "tables", file);
}
