import { inNotebook } from "./notebook-output";

/** The notebook's cell was stopped. */
export class InterruptedError extends Error {
  override name = "InterruptedError";
  constructor() {
    super(
      "Interrupted: the cell was stopped. What was done until then is kept; run the cell again to begin anew.",
    );
  }
}

let running = new AbortController();
let listening = false;

/**
 * What aborts when the cell that runs now is stopped ("Interrupt Kernel"). Long calls take it when they begin and look at it between steps: tslab
 * only stops waiting for the cell, so that they would go on under the next ones. Outside a notebook it never aborts.
 *
 * @param signal another reason to stop.
 */
export function interruption(signal?: AbortSignal): AbortSignal {
  if (!listening && inNotebook()) {
    listening = true;
    process.on("SIGINT", interrupt);
  }
  return signal ? AbortSignal.any([signal, running.signal]) : running.signal;
}

/** Stops what runs now, and nothing that begins later. */
export function interrupt(): void {
  const stopped = running;
  running = new AbortController();
  stopped.abort(new InterruptedError());
}
