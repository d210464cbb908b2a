import { existsSync, statfsSync } from "node:fs";
import { ask } from "../command.mjs";
import { Failure } from "../failure.mjs";
import { modules, root, venv } from "../paths.mjs";

const neededBytes = 4e9;

/**
 * Whether version `found` is at least `wanted`, both as "major.minor…".
 *
 * @param {string} found
 * @param {string} wanted
 */
export function atLeast(found, wanted) {
  const [a, b] = [found, wanted].map((text) => text.split(".").map(Number));
  for (const [i, part] of b.entries()) {
    if ((a[i] ?? 0) !== part) return (a[i] ?? 0) > part;
  }
  return true;
}

/** @param {string} version without the leading v */
export function checkNode(version) {
  if (!atLeast(version, "20.19")) {
    throw new Failure(`Node ${version} is too old: 20.19 or newer is needed`, {
      remedy: "Install a current Node (for instance with nvm: nvm install 22).",
    });
  }
}

/**
 * The first Python that is new enough and can make a virtual environment.
 *
 * @param {(command: string, args: string[]) => string | undefined} [probe]
 */
export function findPython(probe = ask) {
  const chosen = process.env.PYTHON;
  const names = chosen
    ? [chosen]
    : [
        "python3",
        "python3.13",
        "python3.12",
        "python3.11",
        "python3.10",
        "python",
      ];
  const seen = [];
  for (const name of names) {
    const version = probe(name, [
      "-c",
      "import platform; print(platform.python_version())",
    ]);
    if (!version) continue;
    if (!atLeast(version, "3.10")) {
      seen.push(`${name} is ${version}`);
    } else if (probe(name, ["-c", "import ensurepip, venv"]) === undefined) {
      seen.push(`${name} ${version} lacks the venv module`);
    } else {
      return { command: name, version };
    }
  }
  const found = seen.length
    ? seen.join("; ")
    : `none of ${names.join(", ")} answers`;
  throw new Failure(`Python 3.10 or newer with venv is needed: ${found}`, {
    remedy:
      "Install it (Debian, Ubuntu: python3 and python3-venv), or name one: PYTHON=/path/to/python3 npm start.",
  });
}

/**
 * The first C++ compiler that answers.
 *
 * @param {(command: string, args: string[]) => string | undefined} [probe]
 */
export function findCompiler(probe = ask) {
  const names = process.env.CXX ? [process.env.CXX] : ["c++", "g++", "clang++"];
  for (const command of names) {
    const version = probe(command, ["--version"])?.split("\n")[0];
    if (version !== undefined) return { command, version };
  }
  throw new Failure(
    `a C++ compiler (tried ${names.join(", ")}) not found: tfjs-node's binding is compiled here`,
    {
      remedy:
        "Install one (Debian, Ubuntu: g++; macOS: xcode-select --install; conda: gxx).",
    },
  );
}

/**
 * Python makes no virtual environment in a folder that could not stand in PATH.
 *
 * @param {string} folder
 */
export function checkFolder(folder) {
  if (/[:\n\r]/.test(folder)) {
    throw new Failure(
      `the project's folder ${JSON.stringify(folder)} has a colon or a line break in its path`,
      { remedy: "Move or rename it; every other character will do." },
    );
  }
}

/** @param {number} freeBytes */
export function checkSpace(freeBytes) {
  if (freeBytes < neededBytes) {
    throw new Failure(
      `${(freeBytes / 1e9).toFixed(1)} GB are free at ${root}, about ${neededBytes / 1e9} GB are needed`,
      {
        remedy:
          "Free some space, or move the cache elsewhere with LAB_CACHE_DIR.",
      },
    );
  }
}

export const machine = {
  name: "machine",
  /** Looked at anew in each run: it takes no time. */
  ready: () => undefined,
  async make() {
    checkNode(process.versions.node);
    checkFolder(root);
    const python = findPython();
    const compiler = findCompiler();
    const { bavail, bsize } = statfsSync(root);
    if (!existsSync(modules) || !existsSync(venv)) checkSpace(bavail * bsize);
    const space = `${((bavail * bsize) / 1e9).toFixed(0)} GB free`;
    return {
      summary: `Node ${process.versions.node}, Python ${python.version}, ${compiler.version}, ${space}`,
    };
  },
};
