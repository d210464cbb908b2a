import { createRequire } from "node:module";
import { join } from "node:path";
import { Failure, knownCause } from "../failure.mjs";
import { interruption } from "../interruption.mjs";
import { root } from "../paths.mjs";

/** The compiled lib/data. */
const library = () =>
  createRequire(import.meta.url)(join(root, "lib", "dist", "data"));

/** Every registered data set, verified against its SHA-256. */
export const data = {
  name: "data",
  /** Verified anew in each run: the cache may be shared, and disks fail. */
  ready: () => undefined,
  /**
   * @param {ReturnType<import("../terminal.mjs").progressLine>} line
   * @param {string[]} only names; all where empty
   */
  async make(line, only) {
    const { fetchDataset, registeredNames } = library();
    const names = only.length ? only : registeredNames();
    let fetched = 0;
    const problems = [];
    for (const name of names) {
      line.say(name);
      try {
        const result = await fetchDataset(name, {
          progress: line.bar.bind(line),
          signal: interruption,
        });
        fetched += result.fetchedBytes;
        if (result.fetchedBytes) problems.push(...result.problems);
      } catch (error) {
        const { message } = /** @type {Error} */ (error);
        throw new Failure(message, { remedy: knownCause(message)?.remedy });
      }
    }
    return { summary: `${names.join(", ")} verified`, fetched, problems };
  },
};
