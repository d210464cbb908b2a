import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../make-folder.mjs";
import { run } from "../command.mjs";
import { Failure } from "../failure.mjs";
import { firstDamaged, readRecord, recordFiles } from "../files-on-record.mjs";
import { alone, whereFree } from "../lock.mjs";
import { cache, modules, root, venvPython } from "../paths.mjs";
import { pipEnvironment } from "../pip-environment.mjs";
import { fileHash, isStamped, stamp } from "../stamp.mjs";

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

const parent = join(cache, "libtensorflow");
const lockFile = join(parent, ".lock");

/** Where it says as which files the libraries were verified last: `lib/tensorflow` loads no others. */
const verifiedFile = join(
  modules,
  "@tensorflow",
  "tfjs-node",
  ".lab-verified.json",
);

function noteVerified() {
  const files = Object.values(libraries).map((name) => {
    const { size, mtimeMs } = statSync(join(libtensorflowFolder, "lib", name));
    return [name, { bytes: size, modified: mtimeMs }];
  });
  const content = Object.fromEntries(files);
  if (!isStamped(verifiedFile, content)) stamp(verifiedFile, content);
}

/** What is wrong with what is there, if anything is. @returns {Promise<string | undefined>} */
async function damage() {
  if (!existsSync(libtensorflowFolder)) return "not there";
  const record = readRecord(manifest);
  if (!record) return "unfinished";
  const name = await firstDamaged(libtensorflowFolder, record);
  return name && `${name} was damaged`;
}

function readManifest() {
  try {
    return readFileSync(manifest, "utf8");
  } catch {
    return undefined;
  }
}

const abandoned = () =>
  existsSync(parent)
    ? readdirSync(parent).filter((name) => name.startsWith(".unpack-"))
    : [];

function clearAbandoned() {
  for (const name of abandoned())
    rmSync(join(parent, name), { recursive: true, force: true });
}

/** libtensorflow and its C headers, out of the pinned TensorFlow wheel. */
export const libtensorflow = {
  name: "libtensorflow",
  async ready() {
    // The cache may be shared: only who has its lock knows that nobody is at work there.
    if (abandoned().length) whereFree(clearAbandoned, lockFile);
    if (await damage()) return undefined;
    noteVerified();
    return `${wheels.version} in the cache, verified`;
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
    const before = readManifest();
    return alone(
      async () => {
        clearAbandoned();
        if (readManifest() !== before && !(await damage())) {
          noteVerified();
          return { summary: `${wheels.version}, fetched by another set-up` };
        }
        const found = await damage();
        const fetched = await fetchWheel(wheel, line);
        noteVerified();
        const replaced = found !== undefined && found !== "not there";
        return {
          summary: wheels.version,
          fetched,
          problems: replaced ? [`fetched again: ${found}`] : [],
        };
      },
      { file: lockFile },
    );
  },
};

/**
 * @param {{ package: string, python: string, tag: string, sha256: string }} wheel
 * @param {ReturnType<import("../terminal.mjs").progressLine>} line
 * @returns {Promise<number>} bytes fetched
 */
async function fetchWheel(wheel, line) {
  makeFolder(parent);
  const scratch = mkdtempSync(join(parent, ".unpack-"));
  const env = { TMPDIR: scratch };
  try {
    const { file, fetched } = await download(wheel, scratch, line);
    line.say("unpacking");
    const names = Object.values(libraries).map((name) => `tensorflow/${name}`);
    await run(venvPython, ["-c", unpack, file, ...names], {
      log: "libtensorflow",
      cwd: scratch,
      env,
    });
    const whole = join(scratch, "whole");
    makeFolder(join(whole, "lib"));
    renameSync(join(scratch, "tensorflow", "include"), join(whole, "include"));
    for (const name of Object.values(libraries))
      renameSync(join(scratch, "tensorflow", name), join(whole, "lib", name));
    for (const [link, target] of Object.entries(links))
      symlinkSync(target, join(whole, "lib", link));
    line.say("writing down its hashes");
    const files = await recordFiles(whole);
    stamp(join(whole, "complete.json"), { wheel: file, files });
    // Moved aside before it is removed: another clone may be starting on it.
    if (existsSync(libtensorflowFolder))
      renameSync(libtensorflowFolder, join(scratch, "old"));
    renameSync(whole, libtensorflowFolder);
    return fetched;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * The pinned wheel, verified.
 *
 * @param {{ package: string, python: string, tag: string, sha256: string }} wheel
 * @param {string} folder
 * @param {ReturnType<import("../terminal.mjs").progressLine>} line
 */
async function download(wheel, folder, line) {
  let fetched = 0;
  const options = [
    ...["--no-deps", "--no-cache-dir", "--only-binary=:all:"],
    ...["--disable-pip-version-check", "--progress-bar=raw"],
    ...["--python-version", wheel.python, "--platform", wheel.tag],
  ];
  const name = `${wheel.package}==${wheels.version}`;
  await run(venvPython, ["-m", "pip", "download", ...options, name], {
    log: "libtensorflow",
    cwd: folder,
    env: { ...pipEnvironment(process.env), TMPDIR: folder },
    onLine: (text) => {
      const match = /^Progress (\d+) of (\d+)/.exec(text);
      if (match) line.bar((fetched = Number(match[1])), Number(match[2]));
    },
  });
  const [file] = readdirSync(folder).filter((each) => each.endsWith(".whl"));
  line.say("checking sha256");
  const found = await fileHash(join(folder, file));
  if (found !== wheel.sha256) {
    throw new Failure(`${file}: sha256 ${found}, expected ${wheel.sha256}`, {
      remedy:
        "Run again; if it repeats, a mirror on the way changes what it passes on.",
    });
  }
  return { file, fetched };
}
