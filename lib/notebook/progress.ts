import { SingleBar } from "cli-progress";

/** How far a run is. */
export interface TrainingStatus {
  /** Steps done and in all. */
  step: number;
  steps: number;
  /** Loss of the last step. */
  loss: number;
  /** Training speed so far, without time spent on evaluation. */
  imagesPerSecond: number;
  /** Seconds left at that speed. */
  secondsLeft: number;
}

/** Told of a run's progress after each step. */
export interface ProgressReport {
  update(status: TrainingStatus): void;
  end(): void;
}

/**
 * Where progress goes: `true` is a bar on standard error (where that is a
 * terminal; nothing elsewhere, so notebooks and logs stay clean), `false`
 * nowhere, a function takes it itself.
 */
export type Progress = boolean | ((status: TrainingStatus) => void);

/** Opens the report asked for. */
export function reportProgress(progress: Progress): ProgressReport {
  if (typeof progress === "function") return { update: progress, end() {} };
  if (!progress || !process.stderr.isTTY) return { update() {}, end() {} };
  const bar = new SingleBar({
    format:
      "{bar} step {value}/{total} · loss {loss} · {rate} images/s · {left} left",
    clearOnComplete: true,
    hideCursor: true,
  });
  let started = false;
  return {
    update({ step, steps, loss, imagesPerSecond, secondsLeft }) {
      const payload = {
        loss: loss.toFixed(3),
        rate: Math.round(imagesPerSecond),
        left: formatSeconds(secondsLeft),
      };
      if (!started) bar.start(steps, step, payload);
      else bar.update(step, payload);
      started = true;
    },
    end() {
      if (started) bar.stop();
    },
  };
}

/** 75 → "1 min 15 s". */
export function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60
    ? `${whole} s`
    : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
