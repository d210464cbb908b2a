/** Ctrl-C: whatever runs is ended and cleans up after itself; a second one ends at once. */
const controller = new AbortController();

export const interruption = controller.signal;

/** Ends this process where npm, which started it, is killed: our children then end too. */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  setInterval(() => process.ppid === npm || process.exit(1), 1000).unref();
}

export function listenForInterruption() {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.on(signal, () => {
      if (interruption.aborted) process.exit(130);
      controller.abort();
    });
  }
}
