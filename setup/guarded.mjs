import { spawn } from "node:child_process";
import { join } from "node:path";
import { interruption } from "./interruption.mjs";
import { heldLocks } from "./lock.mjs";
import { root } from "./paths.mjs";

/** What is running. @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
const toAll = (/** @type {NodeJS.Signals} */ signal) =>
  running.forEach((child) => child.kill(signal));
/** What a terminal tells its foreground: a window of another size, `fg` and Ctrl-Z. */
const passedOn = {
  SIGWINCH: () => toAll("SIGWINCH"),
  SIGCONT: () => toAll("SIGCONT"),
  SIGTSTP() {
    toAll("SIGTSTP");
    process.kill(process.pid, "SIGSTOP");
  },
};
const listeners = /** @type {[NodeJS.Signals, () => void][]} */ (
  Object.entries(passedOn)
);

/** @param {import("node:child_process").ChildProcess} child */
function passOnTo(child) {
  if (running.size === 0) listeners.forEach((each) => process.on(...each));
  running.add(child);
  child.on("close", () => {
    running.delete(child);
    if (running.size === 0) listeners.forEach((each) => process.off(...each));
  });
}

/**
 * Starts a command that ends when this process does, even where that is killed, with all that the command started itself.
 * Our locks are kept until then. An interruption is passed on.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ stdio: import("node:child_process").IOType[], env?: NodeJS.ProcessEnv, cwd?: string, grace?: number, signal?: NodeJS.Signals, interruptedBy?: AbortSignal }} options
 *   three entries of `stdio`; milliseconds between the `signal` that passes an interruption on and a kill (0: never)
 */
export function startGuarded(
  command,
  args,
  {
    stdio,
    env = process.env,
    cwd = root,
    grace = 0,
    signal = "SIGTERM",
    interruptedBy = interruption,
  },
) {
  const guard = join(root, "setup", "guard.mjs");
  const child = spawn(
    process.execPath,
    [guard, String(grace), command, ...args],
    { cwd, env, detached: true, stdio: [...stdio, "pipe", ...heldLocks] },
  );
  const lifeline = /** @type {import("node:net").Socket | null} */ (
    child.stdio[3]
  );
  lifeline?.on("error", () => undefined).unref();
  const end = () => child.kill(signal);
  if (interruptedBy.aborted) end();
  interruptedBy.addEventListener("abort", end);
  passOnTo(child);
  child.on("close", () => interruptedBy.removeEventListener("abort", end));
  return child;
}
