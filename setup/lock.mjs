import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { output } from "./paths.mjs";

const file = join(output, "setup.lock");

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Does `work` while no other process of this project does its own; a lock left
 * behind by a process that is gone is taken over.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; !take();) {
    const owner = Number(readFileSync(file, "utf8"));
    if (!isAlive(owner)) {
      rmSync(file, { force: true });
    } else {
      if (!told)
        console.error(
          `Waiting for the setup that process ${owner} is running …`,
        );
      told = true;
      await wait(500);
    }
  }
  const release = () => rmSync(file, { force: true });
  process.on("exit", release);
  try {
    return await work();
  } finally {
    release();
    process.off("exit", release);
  }
}

function take() {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST")
      return false;
    throw error;
  }
}
