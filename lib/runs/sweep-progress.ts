import { randomUUID } from "node:crypto";
import { SingleBar } from "cli-progress";
import { inNotebook, notebookOutput } from "../notebook/notebook-output";
import { formatSeconds } from "../notebook/progress";

/** How far a sweep is. */
export interface SweepStatus {
  /** Runs asked for. */
  total: number;
  /** Runs with a result, those that had one before included. */
  done: number;
  failed: number;
  running: number;
  /** At the speed so far; null before there is any. */
  secondsLeft: number | null;
}

/**
 * Where a sweep's progress goes: `true` is a bar, in the cell of a notebook or on a terminal's standard error (nothing elsewhere, so that
 * logs stay clean), `false` nowhere, a function takes it itself.
 */
export type SweepProgress = boolean | ((status: SweepStatus) => void);

/** Takes the progress of a sweep until its end. */
interface SweepReport {
  update(status: SweepStatus): void;
  end(): void;
}

/** Opens the report asked for. */
export function reportSweep(progress: SweepProgress): SweepReport {
  if (typeof progress === "function") return { update: progress, end() {} };
  if (progress && inNotebook()) return reportInCell();
  if (progress && process.stderr.isTTY) return reportOnTerminal();
  return { update() {}, end() {} };
}

const details = ({ running, failed, secondsLeft }: SweepStatus) => [
  `${running} running`,
  ...(failed > 0 ? [`${failed} failed`] : []),
  secondsLeft === null ? "…" : `${formatSeconds(secondsLeft)} left`,
];

function reportOnTerminal(): SweepReport {
  const bar = new SingleBar({
    format: "{bar} {value}/{total} runs · {details}",
    clearOnComplete: true,
    hideCursor: true,
  });
  let started = false;
  return {
    update(status) {
      const payload = { details: details(status).join(" · ") };
      if (!started) bar.start(status.total, status.done, payload);
      else {
        bar.setTotal(status.total);
        bar.update(status.done, payload);
      }
      started = true;
    },
    end() {
      if (started) bar.stop();
    },
  };
}

/** How often a notebook is told, in milliseconds. */
const CELL_INTERVAL = 500;

/** One output that changes in place, and in the end says how many runs there are. */
function reportInCell(): SweepReport {
  const displayId = randomUUID();
  let last: SweepStatus | undefined;
  let told = -Infinity;
  const put = (text: string, html: string) => {
    const data = { "text/plain": text, "text/html": html };
    notebookOutput({ data }, { displayId, update: told > -Infinity });
    told = performance.now();
  };
  return {
    update(status) {
      last = status;
      if (performance.now() - told < CELL_INTERVAL) return;
      const { done, total } = status;
      const text = [`${done}/${total} runs`, ...details(status)].join(" · ");
      put(text, `<progress max="${total}" value="${done}"></progress> ${text}`);
    },
    end() {
      if (!last) return;
      const { done, total } = last;
      const text = `${done} of ${total} runs done`;
      put(text, text);
    },
  };
}

/** Counts runs as they go. */
export interface SweepCount {
  started(id: string): void;
  progress(id: string, share: number): void;
  /** Ended, with a result or without. */
  ended(id: string, end: "done" | "failed" | "skipped"): void;
  status(): SweepStatus;
}

/**
 * @param total runs asked for.
 * @param before how many of them had a result before.
 */
export function countSweep(
  total: number,
  before: number,
  now: () => number = () => performance.now(),
): SweepCount {
  const begun = now();
  const shares = new Map<string, number>();
  const ends = { done: 0, failed: 0, skipped: 0 };
  return {
    started: (id) => shares.set(id, 0),
    progress: (id, share) => shares.set(id, share),
    ended(id, end) {
      shares.delete(id);
      ends[end]++;
    },
    status() {
      const { done, failed } = ends;
      const partly = [...shares.values()].reduce((sum, each) => sum + each, 0);
      const work = done + partly;
      const left = total - before - failed - work;
      return {
        total,
        done: before + done,
        failed,
        running: shares.size,
        secondsLeft: work > 0 ? (((now() - begun) / 1000) * left) / work : null,
      };
    },
  };
}
