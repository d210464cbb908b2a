import { spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  fchmodSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "./make-folder.mjs";
import { Failure } from "./failure.mjs";
import { interruption } from "./interruption.mjs";
import { output, venvPython } from "./paths.mjs";
import { findPython } from "./steps/machine.mjs";

const BUSY = 75;

// The system's own lock (flock): it belongs to an open file, so it ends with the last process that has that file open,
// however that ends. Node cannot ask for it; a Python that is handed the open file can, for us.
// `wait` is polled, so that one whose parent is gone ends too.
const lockIt = (/** @type {boolean} */ wait) =>
  `import fcntl, os, sys, time
parent = os.getppid()
while True:
    try:
        fcntl.flock(3, fcntl.LOCK_EX | fcntl.LOCK_NB)
        break
    except BlockingIOError:
        if not ${wait ? "True" : "False"} or os.getppid() != parent:
            sys.exit(${BUSY})
        time.sleep(0.1)`;

/** Descriptors of the locks this process holds: children that must not outlive them are handed these. @type {Set<number>} */
export const heldLocks = new Set();

const python = () =>
  existsSync(venvPython) &&
  spawnSync(venvPython, ["-I", "-c", "import fcntl"]).status === 0
    ? venvPython
    : findPython().command;

/**
 * Does `work` while no other process of this project does its own.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @param {{ file?: string, interruptedBy?: AbortSignal }} [options]
 * @returns {Promise<T>}
 * @throws {Failure} where the file cannot be locked
 */
export async function alone(
  work,
  {
    file = join(output, "setup.lock"),
    interruptedBy: signal = interruption,
  } = {},
) {
  const descriptor = open(file);
  try {
    await take(descriptor, file, signal);
    ftruncateSync(descriptor);
    writeSync(descriptor, String(process.pid), 0);
    heldLocks.add(descriptor);
    return await work();
  } finally {
    heldLocks.delete(descriptor);
    closeSync(descriptor);
  }
}

/**
 * Does `work` where the file can be locked at once, otherwise nothing: someone else is at it, or it is not ours to write.
 *
 * @param {() => void} work
 * @param {string} file
 */
export function whereFree(work, file) {
  let descriptor;
  try {
    descriptor = open(file);
    if (takeAtOnce(descriptor, file)) work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** @param {string} file */
function open(file) {
  try {
    makeFolder(dirname(file));
    const isNew = !existsSync(file);
    const descriptor = openSync(file, "a+");
    // A cache may be shared between users.
    if (isNew) fchmodSync(descriptor, 0o666);
    return descriptor;
  } catch (error) {
    throw unlockable(file, /** @type {Error} */ (error).message);
  }
}

/** @param {string} file @param {string} why */
const unlockable = (file, why) =>
  new Failure(`the lock ${file} cannot be taken: ${why}`, {
    remedy:
      "Check who owns this folder, and that its file system knows locks (flock).",
  });

/** @param {number} descriptor @param {string} file */
function takeAtOnce(descriptor, file) {
  const { status, stderr, error } = spawnSync(
    python(),
    ["-I", "-c", lockIt(false)],
    { stdio: ["ignore", "ignore", "pipe", descriptor], encoding: "utf8" },
  );
  if (status === 0) return true;
  if (status === BUSY) return false;
  throw unlockable(file, error?.message ?? stderr.trim());
}

/** @param {number} descriptor @param {string} file @param {AbortSignal} signal */
async function take(descriptor, file, signal) {
  if (takeAtOnce(descriptor, file)) return;
  const owner = readFileSync(file, "utf8");
  console.error(
    `Waiting for the setup that ${owner ? `process ${owner}` : "another process"} is running …`,
  );
  await new Promise((resolve, reject) => {
    const waiting = spawn(python(), ["-I", "-c", lockIt(true)], {
      stdio: ["ignore", "ignore", "pipe", descriptor],
      signal,
    });
    waiting.on("error", reject);
    waiting.on("close", (code) =>
      code === 0 ? resolve(undefined) : reject(unlockable(file, "interrupted")),
    );
  });
}
