import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { gitRevision, projectRoot } from "../../files";

/** What a run was carried out with. Names no host, folder or user. */
export interface RunProvenance {
  /** Git revision of the code, with `+` where files of `lib` had been changed; null outside a repository. */
  revision: string | null;
  versions: { node: string; tfjs: string; libtensorflow: string };
  /** Kind of machine, such as "linux x64, AMD EPYC 7B13, 2 cores". */
  machine: string;
}

let found: RunProvenance | undefined;

/** What this process carries runs out with. */
export function runProvenance(): RunProvenance {
  return (found ??= {
    revision: gitRevision("lib"),
    versions: {
      node: process.versions.node,
      tfjs: versionIn(
        "node_modules",
        "@tensorflow",
        "tfjs-node",
        "package.json",
      ),
      libtensorflow: versionIn("setup", "libtensorflow.json"),
    },
    machine: `${process.platform} ${process.arch}, ${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} cores`,
  });
}

function versionIn(...path: string[]): string {
  const text = readFileSync(join(projectRoot(), ...path), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
