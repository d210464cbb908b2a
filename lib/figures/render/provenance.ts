import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gitRevision, projectRoot } from "../../files";
import { parameters } from "../../notebook";

/** Where a figure comes from. */
export interface Provenance {
  /** Profile and seed of the run, where they are known. */
  profile: string | null;
  seed: number | null;
  /** The notebook that the runner executed; null elsewhere. */
  notebook: string | null;
  /** Git revision of the project, with `+` where files had been changed; null outside a repository. */
  revision: string | null;
  /** Versions of Node and of the packages that draw. */
  versions: { [name: string]: string };
  /** When the figure was made, ISO 8601. */
  made: string;
}

/**
 * Where a figure made now comes from. What is not given is taken from the notebook's parameters on the command line.
 */
export function provenance(
  given: { profile?: string; seed?: number } = {},
): Provenance {
  const run = parameters({ profile: "full", seed: "" });
  return {
    profile: given.profile ?? run.profile,
    seed: given.seed ?? (run.seed === "" ? null : Number(run.seed)),
    notebook: process.env.LAB_NOTEBOOK ?? null,
    revision: (revision ??= gitRevision()),
    versions: {
      node: process.versions.node,
      ...Object.fromEntries(
        ["plotly.js-dist", "puppeteer-core"].map((name) => [
          name,
          packageVersion(name),
        ]),
      ),
    },
    made: new Date().toISOString(),
  };
}

let revision: string | null | undefined;

/** The installed version of a package. */
export function packageVersion(name: string): string {
  const path = join(projectRoot(), "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(path, "utf8")) as { version: string })
    .version;
}
