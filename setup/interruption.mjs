/** Ctrl-C: whatever runs is ended and cleans up after itself; a second one ends at once. */
const controller = new AbortController();

export const interruption = controller.signal;

export function listenForInterruption() {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.on(signal, () => {
      if (interruption.aborted) process.exit(130);
      controller.abort();
    });
  }
}
