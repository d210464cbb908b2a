import { spawn } from "node:child_process";
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { gunzipSync } from "node:zlib";
import { projectRoot } from "../files/paths";
import { sha256 } from "../files/verify";
import type { ArchiveHashes, FilePaths, Source } from "./registry";

/** How fetching is followed and ended. */
export interface FetchOptions {
  /** Told the bytes fetched so far, and in all where the source says. */
  progress?: (done: number, total?: number) => void;
  /** Ends what is under way. */
  signal?: AbortSignal;
}

/** A source in a few words, for messages. */
export function describeSource(source: Source): string {
  switch (source.kind) {
    case "npm":
      return `npm package ${source.package}@${source.version}`;
    case "npm-packages":
      return `${Object.keys(source.packages).length} npm packages`;
    case "pypi":
      return `Python package ${source.package}==${source.version}`;
    case "debian":
      return `Debian package ${source.package}`;
    case "tarball":
      return `public archive at ${new URL(source.url).host}`;
    case "url":
      return `public files at ${new URL(Object.values(source.paths)[0]).host}`;
  }
}

/**
 * Fetches the files of a source into `folder`, each under its name in `paths`.
 * Leaves what the package held besides in `folder/.package`. An archive is
 * hashed before it is unpacked.
 *
 * @param largest bytes that a file packed by itself (.gz) may unpack to.
 * @returns bytes that came over the network.
 * @throws Error saying which command or address failed and how.
 */
export async function fetchFrom(
  source: Source,
  folder: string,
  options: FetchOptions & { largest: number },
): Promise<number> {
  const { archives = {}, paths } = source;
  const collectFrom = (from: string, which = paths) =>
    collect(which, from, folder, options.largest);
  const scratch = join(folder, ".package");
  mkdirSync(scratch, { recursive: true });
  const unpack = async (
    extension: string,
    command: string,
    args: (archive: string) => string[],
    inside = ".",
  ) => {
    const archive = only(scratch, extension);
    requireArchive(scratch, archive, archives);
    await run(command, args(archive), scratch, options);
    collectFrom(join(scratch, inside));
    return statSync(join(scratch, archive)).size;
  };
  switch (source.kind) {
    case "npm":
      await run(
        "npm",
        npmPack({ [source.package]: source.version }),
        scratch,
        options,
      );
      return unpack(
        ".tgz",
        "tar",
        (archive) => ["--no-same-owner", "-xzf", archive],
        "package",
      );
    case "npm-packages": {
      await run("npm", npmPack(source.packages), scratch, options);
      let fetchedBytes = 0;
      for (const [name, version] of Object.entries(source.packages)) {
        const archive = `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
        requireArchive(scratch, archive, archives);
        fetchedBytes += statSync(join(scratch, archive)).size;
        mkdirSync(join(scratch, name), { recursive: true });
        const into = ["--strip-components=1", "-C", name];
        await run(
          "tar",
          ["--no-same-owner", "-xzf", archive, ...into],
          scratch,
          options,
        );
      }
      collectFrom(scratch);
      return fetchedBytes;
    }
    case "pypi":
      await pipDownload(source, scratch, options);
      return unpack(".whl", python(), (archive) => [
        ...["-c", UNZIP, archive],
        ...Object.values(source.paths),
      ]);
    case "debian":
      await debianDownload(source.package, scratch, options);
      return unpack(".deb", "dpkg-deb", (archive) => ["-x", archive, "."]);
    case "tarball": {
      const archive = basename(new URL(source.url).pathname);
      await download(source.url, join(scratch, archive), options);
      return unpack(archive, "tar", () => [
        ...["--no-same-owner", "-xzf", archive],
        ...Object.values(paths),
      ]);
    }
    case "url": {
      let fetchedBytes = 0;
      for (const [name, url] of Object.entries(source.paths)) {
        const file = basename(new URL(url).pathname);
        await download(url, join(scratch, file), options);
        fetchedBytes += statSync(join(scratch, file)).size;
        if (Object.hasOwn(archives, file)) {
          requireArchive(scratch, file, archives);
        }
        collectFrom(scratch, { [name]: file });
      }
      return fetchedBytes;
    }
  }
}

const UNZIP = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in sys.argv[2:]:
        wheel.extract(name, ".")`;

/** @param packages version of each by its name. */
const npmPack = (packages: Record<string, string>) => [
  "pack",
  ...Object.entries(packages).map(([name, version]) => `${name}@${version}`),
  "--silent",
  "--ignore-scripts",
];

/** The project's own Python where setup has made it, for its recent pip. */
const python = () => {
  const own = join(projectRoot(), ".venv", "bin", "python");
  return existsSync(own) ? own : "python3";
};

async function pipDownload(
  source: Extract<Source, { kind: "pypi" }>,
  folder: string,
  options: FetchOptions,
): Promise<void> {
  const args = [
    ...["-m", "pip", "download", "--no-deps", "--disable-pip-version-check"],
    ...["--only-binary=:all:", "--no-cache-dir", "--progress-bar=raw"],
    ...(source.options ?? []),
    `${source.package}==${source.version}`,
  ];
  await run(python(), args, folder, options, (line) => {
    const match = /^Progress (\d+) of (\d+)/.exec(line);
    if (match) options.progress?.(Number(match[1]), Number(match[2]));
  });
}

/** With the machine's package lists, else with lists of our own: neither needs root. */
async function debianDownload(
  name: string,
  folder: string,
  options: FetchOptions,
): Promise<void> {
  try {
    await run("apt-get", ["download", name], folder, options);
  } catch {
    const apt = join(folder, ".apt");
    mkdirSync(join(apt, "lists", "partial"), { recursive: true });
    mkdirSync(join(apt, "archives", "partial"), { recursive: true });
    const own = [
      ...["-o", `Dir::State::Lists=${join(apt, "lists")}`],
      ...["-o", `Dir::Cache=${apt}`, "-o", "Debug::NoLocking=1"],
      ...["-o", "APT::Sandbox::User="],
    ];
    await run("apt-get", [...own, "update"], folder, options);
    await run("apt-get", [...own, "download", name], folder, options);
  }
}

async function download(
  url: string,
  path: string,
  options: FetchOptions,
): Promise<void> {
  const response = await fetch(url, { signal: options.signal }).catch(
    (error: Error) => {
      const cause = error.cause instanceof Error ? error.cause.message : "";
      throw new Error(`GET ${url}: ${error.message} ${cause}`.trim());
    },
  );
  if (!response.ok || !response.body) {
    throw new Error(`GET ${url}: HTTP ${response.status}`);
  }
  const total = Number(response.headers.get("content-length")) || undefined;
  let done = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      options.progress?.((done += chunk.length), total);
      next(null, chunk);
    },
  });
  await pipeline(
    Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
    count,
    createWriteStream(path),
  );
}

/** The one file in `folder` that ends in `extension`. */
function only(folder: string, extension: string): string {
  const found = readdirSync(folder).filter((file) => file.endsWith(extension));
  if (found.length !== 1) {
    throw new Error(`expected one ${extension} file, found ${found.length}`);
  }
  return found[0];
}

function requireArchive(
  folder: string,
  archive: string,
  registered: ArchiveHashes,
): void {
  if (!Object.hasOwn(registered, archive)) {
    throw new Error(
      `the archive is ${archive}, registered are ${Object.keys(registered).join(", ")}: not unpacked`,
    );
  }
  const found = sha256(readFileSync(join(folder, archive)));
  if (found !== registered[archive]) {
    throw new Error(
      `${archive}: sha256 ${found}, expected ${registered[archive]}: not unpacked`,
    );
  }
}

function collect(
  paths: FilePaths,
  from: string,
  folder: string,
  largest: number,
): void {
  for (const [name, path] of Object.entries(paths)) {
    const found = join(from, path);
    if (!existsSync(found)) throw new Error(`the package holds no ${path}`);
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    if (path.endsWith(".gz") && !name.endsWith(".gz")) {
      const unpacked = gunzipSync(readFileSync(found), {
        maxOutputLength: largest,
      });
      writeFileSync(join(folder, name), unpacked);
    } else {
      renameSync(found, join(folder, name));
    }
  }
}

/** Runs a command to its end; a failure carries the last lines it printed. */
function run(
  command: string,
  args: string[],
  cwd: string,
  { signal }: FetchOptions,
  onLine: (line: string) => void = () => {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      signal,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const tail: string[] = [];
    const listen = (stream: Readable) => {
      let rest = "";
      stream.setEncoding("utf8").on("data", (text: string) => {
        const lines = (rest + text).split(/\r?\n|\r/);
        rest = lines.pop() ?? "";
        for (const line of lines) {
          onLine(line);
          if (line.trim() && !line.startsWith("Progress ")) tail.push(line);
          if (tail.length > 6) tail.shift();
        }
      });
    };
    listen(child.stdout);
    listen(child.stderr);
    child.on("error", (error) =>
      reject(new Error(`${command} cannot be started: ${error.message}`)),
    );
    child.on("close", (code, signal) =>
      code === 0
        ? resolve()
        : reject(
            new Error(
              `${[command, ...args.slice(0, 3)].join(" ")} … ended with ${signal ?? code}: ${tail.join(" | ")}`,
            ),
          ),
    );
  });
}
