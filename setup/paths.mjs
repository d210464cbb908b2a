import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const modules = join(root, "node_modules");
export const venv = join(root, ".venv");
export const venvPython = join(venv, "bin", "python");
export const output = join(root, "out");
/** Temporary files of the set-up's commands; what killed ones left is removed at the next start. */
export const temporary = join(output, "tmp");

/** Downloads that clones may share; LAB_CACHE_DIR moves it. */
export const cache = process.env.LAB_CACHE_DIR
  ? resolve(process.env.LAB_CACHE_DIR)
  : join(root, ".cache");
