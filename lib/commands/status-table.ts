import { formatSeconds } from "../notebook/progress";
import type { ExperimentStatus } from "../runs/sweep-status";

/** As text: experiments, their sum, and the time left. */
export function statusTable(statuses: readonly ExperimentStatus[]): string {
  const columns = ["runs", "done", "running", "failed", "missing"] as const;
  const sum = (column: (typeof columns)[number]) =>
    statuses.reduce((total, status) => total + status[column], 0);
  const rows = [
    ["experiment", ...columns, "work left"],
    ...statuses.map((status) => [
      status.experiment,
      ...columns.map((column) => String(status[column])),
      workLeft(status.secondsOfWork),
    ]),
    ["all", ...columns.map((column) => String(sum(column))), ""],
  ];
  const widths = rows[0].map((_, i) =>
    Math.max(...rows.map((row) => row[i].length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, i) =>
        i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]),
      )
      .join("  ")
      .trimEnd(),
  );
  return [...lines, timeLeft(statuses, sum("running"))].join("\n");
}

const workLeft = (seconds: number | null) =>
  seconds === null ? "?" : seconds === 0 ? "" : formatSeconds(seconds);

function timeLeft(
  statuses: readonly ExperimentStatus[],
  running: number,
): string {
  const work = statuses.map(({ secondsOfWork }) => secondsOfWork);
  if (work.some((each) => each === null)) {
    return "Time left: not known before a run is done.";
  }
  const seconds = work.reduce<number>((total, each) => total + each!, 0);
  if (seconds === 0) return "Nothing is left to be done.";
  return running > 0
    ? `About ${formatSeconds(seconds / running)} left with ${running} at work.`
    : `Nobody is at work; one process would take about ${formatSeconds(seconds)}.`;
}
