import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { run } from "../command.mjs";
import { Failure } from "../failure.mjs";
import { cache, root, venvPython } from "../paths.mjs";
import { fileHash, stamp } from "../stamp.mjs";

const wheels = JSON.parse(
  readFileSync(join(root, "setup", "libtensorflow.json"), "utf8"),
);
const platform = `${process.platform}-${process.arch}`;

/** Where the two libraries and their headers stay. */
export const libtensorflowFolder = join(
  cache,
  "libtensorflow",
  `${wheels.version}-${platform}`,
);
const manifest = join(libtensorflowFolder, "complete.json");
const libraries =
  process.platform === "darwin"
    ? {
        cc: "libtensorflow_cc.2.dylib",
        framework: "libtensorflow_framework.2.dylib",
      }
    : {
        cc: "libtensorflow_cc.so.2",
        framework: "libtensorflow_framework.so.2",
      };

/** The names under which tfjs-node's build and the binding look for them. */
const links =
  process.platform === "darwin"
    ? {
        "libtensorflow.2.dylib": libraries.cc,
        "libtensorflow.dylib": libraries.cc,
        "libtensorflow_framework.dylib": libraries.framework,
      }
    : {
        "libtensorflow.so.2": libraries.cc,
        "libtensorflow.so": libraries.cc,
        "libtensorflow_framework.so": libraries.framework,
      };

const unpack = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in wheel.namelist():
        header = name.startswith(("tensorflow/include/tsl/", "tensorflow/include/xla/tsl/",
                                  "tensorflow/include/tensorflow/c/", "tensorflow/include/tensorflow/core/platform/"))
        if header or name in sys.argv[2:]:
            wheel.extract(name, ".")`;

/** @returns {{ libraries: Record<string, number> } | undefined} */
function readManifest() {
  try {
    return JSON.parse(readFileSync(manifest, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whole, and of the sizes written down when it was unpacked from the verified wheel. */
function isWhole() {
  const found = readManifest();
  return (
    found !== undefined &&
    Object.entries(found.libraries).every(([name, bytes]) => {
      const file = join(libtensorflowFolder, "lib", name);
      return existsSync(file) && statSync(file).size === bytes;
    })
  );
}

/** Removes what runs that were killed left behind; the cache may be shared, so only what is an hour old. */
function clearAbandoned() {
  const parent = join(cache, "libtensorflow");
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    const hours = (Date.now() - statSync(folder).mtimeMs) / 3_600_000;
    if (name.startsWith(".unpack-") && hours > 1)
      rmSync(folder, { recursive: true, force: true });
  }
}

/** libtensorflow and its C headers, out of the pinned TensorFlow wheel. */
export const libtensorflow = {
  name: "libtensorflow",
  ready() {
    clearAbandoned();
    return isWhole() ? `${wheels.version} in the cache` : undefined;
  },
  /** @param {ReturnType<import("../terminal.mjs").progressLine>} line */
  async make(line) {
    const wheel = wheels.platforms[platform];
    if (!wheel) {
      throw new Failure(
        `no libtensorflow is pinned for ${platform} (known: ${Object.keys(wheels.platforms).join(", ")})`,
        {
          remedy:
            "On Windows use WSL; elsewhere add the platform's wheel to setup/libtensorflow.json.",
        },
      );
    }
    const parent = join(cache, "libtensorflow");
    mkdirSync(parent, { recursive: true });
    const scratch = mkdtempSync(join(parent, ".unpack-"));
    try {
      const download = [
        ...[
          "-m",
          "pip",
          "download",
          "--no-deps",
          "--no-cache-dir",
          "--only-binary=:all:",
        ],
        ...["--disable-pip-version-check", "--progress-bar=raw"],
        ...["--python-version", wheel.python, "--platform", wheel.tag],
        `${wheel.package}==${wheels.version}`,
      ];
      let fetched = 0;
      await run(venvPython, download, {
        log: "libtensorflow",
        cwd: scratch,
        onLine: (text) => {
          const match = /^Progress (\d+) of (\d+)/.exec(text);
          if (match) line.bar((fetched = Number(match[1])), Number(match[2]));
        },
      });
      const [file] = readdirSync(scratch).filter((name) =>
        name.endsWith(".whl"),
      );
      line.say("checking sha256");
      const found = await fileHash(join(scratch, file));
      if (found !== wheel.sha256) {
        throw new Failure(
          `${file}: sha256 ${found}, expected ${wheel.sha256}`,
          {
            remedy:
              "Run again; if it repeats, a mirror on the way changes what it passes on.",
          },
        );
      }
      line.say("unpacking");
      const names = Object.values(libraries).map(
        (name) => `tensorflow/${name}`,
      );
      await run(venvPython, ["-c", unpack, file, ...names], {
        log: "libtensorflow",
        cwd: scratch,
      });
      const whole = join(scratch, "whole");
      mkdirSync(join(whole, "lib"), { recursive: true });
      renameSync(
        join(scratch, "tensorflow", "include"),
        join(whole, "include"),
      );
      for (const name of Object.values(libraries)) {
        renameSync(join(scratch, "tensorflow", name), join(whole, "lib", name));
      }
      for (const [link, target] of Object.entries(links)) {
        symlinkSync(target, join(whole, "lib", link));
      }
      const sizes = Object.values(libraries).map((name) => [
        name,
        statSync(join(whole, "lib", name)).size,
      ]);
      stamp(join(whole, "complete.json"), {
        wheel: file,
        libraries: Object.fromEntries(sizes),
      });
      rmSync(libtensorflowFolder, { recursive: true, force: true });
      renameSync(whole, libtensorflowFolder);
      return { summary: wheels.version, fetched };
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  },
};
