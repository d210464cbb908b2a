import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { projectRoot } from "../files";
import { isAbsent } from "../files/is-absent";
import { closeBrowser } from "../figures/render/browser";
import {
  type SavedFigure,
  specsFolder,
  writeFigure,
} from "../figures/render/save";
import { interruption } from "../notebook/interruption";

/** What became of one saved figure. */
export interface ExportedFigure {
  name: string;
  /** Files written; none where drawing it failed. */
  files: string[];
  milliseconds: number;
  /** Why it could not be drawn. */
  problem?: string;
}

/**
 * Draw all saved figures anew into a folder: each as it was saved last, by whichever notebook. `npm run figures` does this
 * into `figures/`. A figure that can't be read or drawn doesn't keep the others from being drawn.
 *
 * @param folder to write to, made where it is missing.
 * @param report is told of each figure when it is done.
 */
export async function exportAll(
  folder: string,
  report: (exported: ExportedFigure) => void = () => undefined,
): Promise<ExportedFigure[]> {
  const done: ExportedFigure[] = [];
  const stop = interruption();
  for (const name of savedNames()) {
    stop.throwIfAborted();
    const start = performance.now();
    const exported: ExportedFigure = { name, files: [], milliseconds: 0 };
    try {
      const path = join(specsFolder(), `${name}.json`);
      const saved = JSON.parse(readFileSync(path, "utf8")) as SavedFigure;
      exported.files = await writeFigure(saved, folder);
    } catch (error) {
      exported.problem = error instanceof Error ? error.message : String(error);
    }
    exported.milliseconds = performance.now() - start;
    report(exported);
    done.push(exported);
  }
  return done;
}

function savedNames(): string[] {
  try {
    return readdirSync(specsFolder())
      .filter((file) => file.endsWith(".json"))
      .map((file) => file.slice(0, -".json".length))
      .sort();
  } catch (error) {
    if (isAbsent(error)) return []; // nothing was saved yet
    throw error;
  }
}

/**
 * `npm run figures`: the figures of the last run into `figures/`, with a line each.
 *
 * @returns exit code: 1 where there are none or one failed.
 */
export async function main(): Promise<number> {
  const folder = join(projectRoot(), "figures");
  const exported = await exportAll(
    folder,
    ({ name, files, milliseconds, problem }) => {
      const outcome = problem ?? `${files.length} files`;
      console.log(
        `${name.padEnd(32)} ${milliseconds.toFixed(0).padStart(6)} ms  ${outcome}`,
      );
    },
  );
  await closeBrowser();
  if (exported.length === 0) {
    console.error(
      "No figures have been saved yet. Run the notebooks first: npm run notebooks",
    );
    return 1;
  }
  const failed = exported.filter(({ problem }) => problem !== undefined);
  const written = exported.length - failed.length;
  console.log(
    `${written} of ${exported.length} figures in ${relative(process.cwd(), folder) || "."}`,
  );
  return failed.length > 0 ? 1 : 0;
}

if (require.main === module) {
  void main().then((code) => (process.exitCode = code));
}
