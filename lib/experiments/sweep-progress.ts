import { SingleBar } from "cli-progress";
import { formatSeconds } from "../training/progress";

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
 * Where a sweep's progress goes: `true` is a bar on standard error (where that is a terminal; nothing elsewhere, so notebooks and logs stay
 * clean), `false` nowhere, a function takes it itself.
 */
export type SweepProgress = boolean | ((status: SweepStatus) => void);

/** Opens the report asked for. */
export function reportSweep(progress: SweepProgress): {
  update(status: SweepStatus): void;
  end(): void;
} {
  if (typeof progress === "function") return { update: progress, end() {} };
  if (!progress || !process.stderr.isTTY) return { update() {}, end() {} };
  const bar = new SingleBar({
    format: "{bar} {value}/{total} runs · {running} running{failures} · {left}",
    clearOnComplete: true,
    hideCursor: true,
  });
  let started = false;
  return {
    update({ total, done, failed, running, secondsLeft }) {
      const payload = {
        running,
        failures: failed > 0 ? ` · ${failed} failed` : "",
        left: secondsLeft === null ? "…" : `${formatSeconds(secondsLeft)} left`,
      };
      if (!started) bar.start(total, done, payload);
      else {
        bar.setTotal(total);
        bar.update(done, payload);
      }
      started = true;
    },
    end() {
      if (started) bar.stop();
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
