import { readFileSync } from "node:fs";

/** Ctrl-C: whatever runs is ended and cleans up after itself; a second one ends at once. */
const controller = new AbortController();

export const interruption = controller.signal;

/** The processes above this one, as far as they can be seen: npm's shell, and npm. */
function ancestors() {
  const shell = process.ppid;
  try {
    const status = readFileSync(`/proc/${shell}/stat`, "utf8");
    return `${shell} ${/\) \S (\d+)/.exec(status)?.[1]}`;
  } catch {
    return String(shell);
  }
}

/** Ends this process where npm, which started it, is killed: our children then end too. */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const before = ancestors();
  setInterval(() => ancestors() === before || process.exit(1), 1000).unref();
}

export function listenForInterruption() {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.on(signal, () => {
      if (interruption.aborted) process.exit(130);
      controller.abort();
    });
  }
}
