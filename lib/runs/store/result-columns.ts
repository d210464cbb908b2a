/** The columns that every table of results has. Labels and values of runs follow them. */
export const RESULT_COLUMNS: readonly string[] = [
  "experiment",
  "run",
  "seed",
  "epoch",
  "split",
  "correct",
  "total",
  "accuracy",
  "seconds",
  "revision",
  "machine",
];
