import { readFileSync } from "node:fs";
import { join } from "node:path";
import { escape, fromCSV, type ColumnTable } from "arquero";
import { projectRoot } from "../files/paths";

/** The columns of accuracies, all fractions. */
export type ImagenetAccuracyColumn =
  | "imagenet"
  | "imagenet_v2"
  | "imagenet_sketch"
  | "imagenet_200r"
  | "imagenet_r"
  | "imagenet_200a"
  | "imagenet_a"
  | "imagenet_real";

/** A row of {@link loadImagenetAccuracies}. */
export type ImagenetModel = Record<ImagenetAccuracyColumn, number> & {
  /** Architecture and weights; unique. */
  model: string;
  architecture: string;
  weights: string;
  /** Architecture without origin, size and variant. */
  family: string;
  training: "scratch" | "pretrained";
  /** `"none"` for models from scratch. */
  pretraining_corpus: string;
  /** Images of the pre-training corpus, in millions; undefined for models from scratch, as is `supervision`. */
  images_millions?: number;
  supervision?: string;
  /** Whether Figure 1 of Cohen-Wang et al. shows it. */
  in_paper: boolean;
  /** Pixels a side at evaluation. */
  image_size: number;
  parameters_millions: number;
};

/** A row as the CSV holds it. */
interface PublishedRow {
  model: string;
  weights: string;
  pretraining_corpus: string | null;
  in_paper: number;
}

/**
 * Published top-1 accuracies of 230 image classifiers on ImageNet and seven variants of it. Sources and columns:
 * `data/tables/README.md`.
 *
 * To the published columns it adds: `model`, the architecture and its weights, unique; `architecture`; `family`, the
 * architecture without size and version suffixes; and, looked up in the table of corpora, `images_millions` and
 * `supervision` of the pre-training (undefined for models from scratch). `in_paper` is true for the models of Cohen-Wang et al., Figure 1;
 * `pretraining_corpus` is `"none"` for models from scratch.
 *
 * @returns an arquero table, one row a model; accuracies are fractions.
 * @example
 * const models = loadImagenetAccuracies();
 * const scratch = models.filter((d) => d.training === "scratch");
 */
export function loadImagenetAccuracies(): ColumnTable {
  const published = readTable("imagenet-accuracies.csv").derive({
    architecture: escape((row: PublishedRow) => row.model),
    family: escape((row: PublishedRow) => architectureFamily(row.model)),
    model: escape((row: PublishedRow) => `${row.model}.${row.weights}`),
    pretraining_corpus: escape(
      (row: PublishedRow) => row.pretraining_corpus ?? "none",
    ),
    in_paper: escape((row: PublishedRow) => row.in_paper === 1),
  });
  const corpora = readTable("pretraining-corpora.csv");
  return published.lookup(
    corpora,
    "pretraining_corpus",
    "images_millions",
    "supervision",
  );
}

/**
 * An architecture's family: its name without the first prefix of origin, sizes and variants.
 *
 * @example architectureFamily("wide_resnet101_2") // "resnet"
 */
function architectureFamily(architecture: string): string {
  return architecture
    .replace(/^(legacy|tf|wide)_/, "")
    .split("_")[0]
    .replace(/\d{2,}$/, "");
}

function readTable(file: string): ColumnTable {
  return fromCSV(
    readFileSync(join(projectRoot(), "data", "tables", file), "utf8"),
  );
}
