import type { ColumnTable } from "arquero";
import { mean } from "../../numerics";
import { distinct } from "../shared/distinct";
import { TINT } from "./plan";

/** One network at one moment of its training on the task, by its accuracies; fractions. */
export interface TransferAccuracy {
  shift: string;
  kind: "in support" | "out of support";
  /** What it was pre-trained on, by the name of the set; "none". */
  source: string;
  /** Pre-training images shown again, as a share of the task's. */
  replay: number;
  train: number;
  seed: number;
  epoch: number;
  /** Whether this is the end of its training. */
  last: boolean;
  referenceAccuracy: number;
  shiftedAccuracy: number;
}

interface Row extends Pick<
  TransferAccuracy,
  "source" | "replay" | "train" | "seed" | "epoch"
> {
  run: string;
  part: string;
  split: string;
  accuracy: number;
}

/**
 * The study's networks at each moment under each shift.
 *
 * @param results of the study `pretraining-data`, as `storedResults` gives them.
 */
export function transferAccuracies(results: ColumnTable): TransferAccuracy[] {
  const rows = (results.objects() as Row[]).filter(
    ({ part }) => part === "train",
  );
  const keyOf = ({ run, epoch }: Row) => JSON.stringify([run, epoch]);
  const references = new Map(
    rows
      .filter(({ split }) => split === "reference")
      .map((row) => [keyOf(row), row.accuracy]),
  );
  const ends = new Map<string, number>();
  for (const { run, epoch } of rows)
    ends.set(run, Math.max(epoch, ends.get(run) ?? 0));
  return rows
    .filter(({ split }) => split !== "reference")
    .map((row) => {
      const { run, split, source, replay, train, seed, epoch, accuracy } = row;
      return {
        shift: split,
        kind: split === TINT ? "in support" : "out of support",
        source,
        replay,
        train,
        seed,
        epoch,
        last: epoch === ends.get(run),
        referenceAccuracy: references.get(keyOf(row))!,
        shiftedAccuracy: accuracy,
      };
    });
}

/** How well a set was pre-trained on: accuracy on test images of its classes, and images that were tied where difficulty chose; means over seeds. */
export interface PretrainedSet {
  source: string;
  accuracy: number;
  tied: number;
  seeds: number;
}

/** The sets that networks were pre-trained on. @param results as of {@link transferAccuracies}. */
export function pretrainedSets(results: ColumnTable): PretrainedSet[] {
  const rows = (results.objects() as (Row & { tied: number | null })[]).filter(
    ({ part }) => part === "pretrain",
  );
  return distinct(rows.map(({ source }) => source)).map((source) => {
    const same = rows.filter((row) => row.source === source);
    return {
      source,
      accuracy: mean(same.map(({ accuracy }) => accuracy)),
      tied: mean(same.map(({ tied }) => tied ?? 0)),
      seeds: same.length,
    };
  });
}
