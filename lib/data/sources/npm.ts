import type { FetchOptions } from "./fetch-options";
import { runCommand } from "./run-command";

/** Stronger than the user's files of settings. */
const OPTIONS = [
  ...["--silent", "--ignore-scripts", "--no-dry-run", "--no-json"],
  ...["--pack-destination=.", "--no-workspaces", "--before=null"],
];

/**
 * Downloads packages into a folder, an archive each.
 *
 * @param packages version of each by its name.
 */
export const npmPack = (
  packages: Record<string, string>,
  folder: string,
  options: FetchOptions,
): Promise<void> =>
  runCommand(
    "npm",
    [
      "pack",
      ...Object.entries(packages).map((each) => each.join("@")),
      ...OPTIONS,
    ],
    folder,
    options,
  );

/** What `npm pack` calls the archive of a package. */
export const archiveOf = (name: string, version: string): string =>
  `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
