// Stands between us and a command that we start: node guard.mjs GRACE COMMAND ARGUMENT…
// Our end of descriptor 3 closes when we end, however we end: then everything that the command started is ended.
// Signals are passed on to all of it; what is still there GRACE milliseconds after one is killed (0: never).
import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { constants } from "node:os";

const [grace, command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: "inherit", detached: true });

/** @param {NodeJS.Signals} signal */
function toAll(signal) {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    // Nothing is left of it.
  }
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    toAll(signal);
    if (Number(grace)) setTimeout(() => toAll("SIGKILL"), Number(grace));
  });
}
process.on("SIGWINCH", () => toAll("SIGWINCH"));
process.on("SIGTSTP", () => toAll("SIGSTOP"));
process.on("SIGCONT", () => toAll("SIGCONT"));
new Socket({ fd: 3, readable: true })
  .on("error", () => undefined)
  .on("close", () => toAll("SIGKILL"))
  .resume();
child.on("error", (error) => {
  console.error(`${command}: ${error.message}`);
  process.exit(127);
});
child.on("exit", (code, signal) => {
  toAll("SIGKILL");
  process.exit(code ?? 128 + constants.signals[signal ?? "SIGKILL"]);
});
