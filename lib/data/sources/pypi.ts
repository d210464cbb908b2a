import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../files/paths";
import type { Source } from "../registry";
import type { FetchOptions } from "./fetch-options";
import { runCommand } from "./run-command";

/** The project's own Python where setup has made it, for its recent pip. */
const python = () => {
  const own = join(projectRoot(), ".venv", "bin", "python");
  return existsSync(own) ? own : "python3";
};

/** Downloads the wheel that the source pins. */
export async function pipDownload(
  source: Extract<Source, { kind: "pypi" }>,
  folder: string,
  options: FetchOptions,
): Promise<void> {
  const args = [
    ...["-m", "pip", "download", "--no-deps", "--disable-pip-version-check"],
    ...["--only-binary=:all:", "--no-cache-dir", "--progress-bar=raw"],
    "--dest=.",
    ...(source.options ?? []),
    `${source.package}==${source.version}`,
  ];
  await runCommand(python(), args, folder, options, (line) => {
    const match = /^Progress (\d+) of (\d+)/.exec(line);
    if (match) options.progress?.(Number(match[1]), Number(match[2]));
  });
}

const UNZIP = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in sys.argv[2:]:
        wheel.extract(name, ".")`;

/** How some files of a wheel are unpacked: a command and its arguments. */
export const unzip = (
  archive: string,
  files: readonly string[],
): [command: string, args: string[]] => [
  python(),
  ["-c", UNZIP, archive, ...files],
];
