import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const PACKAGE_NAME = "pretraining-robustness-lab";

/** Environment variable that moves the cache (data sets, libtensorflow). */
export const CACHE_VARIABLE = "LAB_CACHE_DIR";

/**
 * The folder of this project: the nearest one above this file whose
 * `package.json` carries the project's name, whether the code runs from `lib/`
 * or from `lib/dist/`.
 *
 * @throws Error where no such folder is found.
 */
export function projectRoot(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) {
      const { name } = JSON.parse(readFileSync(manifest, "utf8")) as {
        name?: string;
      };
      if (name === PACKAGE_NAME) return folder;
    }
    if (folder === dirname(folder)) {
      throw new Error(
        `No package.json named "${PACKAGE_NAME}" above ${__dirname}: is lib/ outside the project?`,
      );
    }
  }
}

/**
 * Where downloads are kept: `$LAB_CACHE_DIR` if set (may be shared between
 * clones and users), otherwise `.cache/` in the project.
 */
export function cacheFolder(): string {
  const chosen = process.env[CACHE_VARIABLE];
  return chosen ? resolve(chosen) : join(projectRoot(), ".cache");
}
