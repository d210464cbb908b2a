import { existsSync } from "node:fs";
import { run } from "./command.mjs";

const script = `require("node:fs").rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 5 })`;

/**
 * Removes a folder of many files in a process of its own, which an interruption ends at once. Where something is just being written
 * there, it tries again.
 *
 * @param {string} folder
 */
export async function remove(folder) {
  if (existsSync(folder))
    await run(process.execPath, ["-e", script, folder], { log: "remove" });
}
