import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ask, run } from "../command.mjs";
import { npmOptions } from "../environment.mjs";
import { modules, root } from "../paths.mjs";
import { remove } from "../remove.mjs";

/** @typedef {{ version?: string, os?: string[], cpu?: string[], optional?: boolean }} LockedPackage */

/** @param {LockedPackage} lockedPackage */
const belongsHere = ({ os, cpu }) =>
  (!os || os.includes(process.platform)) &&
  (!cpu || cpu.includes(process.arch));

/** @param {string} file @returns {Record<string, LockedPackage>} */
function lockedPackages(file) {
  const { packages } = JSON.parse(readFileSync(file, "utf8"));
  delete packages[""];
  return packages;
}

const wanted = () => lockedPackages(join(root, "package-lock.json"));

/** What npm notes when it has finished an installation, and only then. */
const installedFile = join(modules, ".package-lock.json");

/**
 * Whether the packages that npm installed are those of the lock file.
 *
 * @param {Record<string, LockedPackage>} locked
 * @param {Record<string, LockedPackage>} installed
 */
export function isInstalled(locked, installed) {
  return Object.entries(locked).every(
    ([path, entry]) =>
      installed[path]?.version === entry.version ||
      (!installed[path] && (entry.optional || !belongsHere(entry))),
  );
}

/** Bytes in npm's cache: what an installation adds to it is what it fetched. */
function cachedBytes() {
  const cache = ask("npm", ["config", "get", "cache"]) ?? "";
  const folder = join(cache, "_cacache", "content-v2");
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size,
      0,
    );
}

/** Packages by the lock file, without running any of their install scripts. */
export const nodeModules = {
  name: "node-modules",
  ready() {
    if (!existsSync(installedFile)) return undefined;
    const installed = lockedPackages(installedFile);
    const whole =
      isInstalled(wanted(), installed) &&
      Object.keys(installed).every((path) => existsSync(join(root, path)));
    return whole ? "by package-lock.json" : undefined;
  },
  /** @param {ReturnType<import("../terminal.mjs").progressLine>} line */
  async make(line) {
    const total = Object.values(wanted()).filter(belongsHere).length;
    const before = cachedBytes();
    let fetched = 0;
    // Not left to npm, which gives up where something is still being written there.
    await remove(modules);
    await run(
      "npm",
      [
        ...["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        ...["--loglevel=http", ...npmOptions],
      ],
      {
        log: "node-modules",
        onLine: (text) => {
          if (/http fetch GET 200 .*\.tgz/.test(text)) {
            line.bar(++fetched, total, (n) => `${n} packages`);
          }
        },
      },
    );
    const count = Object.keys(lockedPackages(installedFile)).length;
    return { summary: `${count} packages`, fetched: cachedBytes() - before };
  },
};
