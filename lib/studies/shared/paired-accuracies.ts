import type { ColumnTable } from "arquero";

/** One network at one moment of its run, by its accuracies on the reference set and on one shifted set. */
export interface PairedAccuracy {
  /** Experiment, seed and epoch. */
  name: string;
  run: string;
  seed: number;
  epoch: number;
  /** Whether this is the run's last evaluation. */
  last: boolean;
  /** Fractions, and the counts behind them. */
  reference: number;
  shifted: number;
  counts: {
    reference: { correct: number; total: number };
    shifted: { correct: number; total: number };
  };
  /** The experiment's labels and everything else that stands in the row. */
  labels: { [column: string]: unknown };
}

interface Row {
  [column: string]: unknown;
  experiment: string;
  run: string;
  seed: number;
  epoch: number;
  split: string;
  correct: number;
  total: number;
}

/**
 * Pairs the accuracies on the reference set with those on one shifted set, run by run and moment by moment, as accuracy
 * lines take them.
 *
 * @param results as {@link runExperiment} gives them.
 * @param split name of the shifted set. Runs that were not evaluated on it are left out.
 * @throws Error where no run was evaluated on it, naming the splits there are.
 */
export function pairedAccuracies(
  results: ColumnTable,
  split: string,
): PairedAccuracy[] {
  const rows = results.objects() as Row[];
  const key = ({ experiment, run, epoch }: Row) =>
    JSON.stringify([experiment, run, epoch]);
  const references = new Map(
    rows
      .filter((row) => row.split === "reference")
      .map((row) => [key(row), row]),
  );
  const ends = new Map<string, number>();
  for (const { run, epoch } of rows) {
    ends.set(run, Math.max(epoch, ends.get(run) ?? 0));
  }
  const pairs = rows
    .filter((row) => row.split === split)
    .flatMap((shifted): PairedAccuracy[] => {
      const reference = references.get(key(shifted));
      if (!reference) return [];
      const { experiment, run, seed, epoch, ...labels } = shifted;
      const count = ({ correct, total }: Row) => ({ correct, total });
      return [
        {
          name: `${experiment}, seed ${seed}, epoch ${+epoch.toFixed(2)}`,
          run,
          seed,
          epoch,
          last: epoch === ends.get(run),
          reference: reference.correct / reference.total,
          shifted: shifted.correct / shifted.total,
          counts: { reference: count(reference), shifted: count(shifted) },
          labels,
        },
      ];
    });
  if (pairs.length === 0) {
    const splits = [...new Set(rows.map((row) => row.split))];
    throw new Error(
      `No run was evaluated on the split "${split}" and on "reference"; there are: ${splits.join(", ") || "no results"}.`,
    );
  }
  return pairs;
}
