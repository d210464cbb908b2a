import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const REMEDY = "Run: npm run setup";

/**
 * That libtensorflow's libraries are the files which the set-up verified last, by size and time of change: the system maps them into memory, so
 * that a truncated one ends the process without a word.
 *
 * @param binding folder of the package that loads them.
 * @throws Error naming the file and the remedy.
 */
export function checkIntact(binding: string): void {
  for (const [name, { bytes, modified }] of verifiedFiles(binding)) {
    const file = join(binding, "deps", "lib", name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) throw new Error(`${file} is not there. ${REMEDY}`);
    if (found.size !== bytes) {
      throw new Error(
        `${file} is damaged: it has ${found.size} bytes, expected ${bytes}. ${REMEDY}`,
      );
    }
    if (found.mtimeMs !== modified) {
      throw new Error(
        `${file} was changed on ${found.mtime.toISOString()}, after it was verified. ${REMEDY}`,
      );
    }
  }
}

function verifiedFiles(binding: string) {
  const record = join(binding, ".lab-verified.json");
  try {
    return Object.entries(
      JSON.parse(readFileSync(record, "utf8")) as {
        [name: string]: { bytes: number; modified: number };
      },
    );
  } catch (error) {
    throw new Error(
      `libtensorflow has not been verified (${(error as Error).message}). ${REMEDY}`,
      { cause: error },
    );
  }
}

// Imported before tfjs-node, which maps the libraries when it loads.
checkIntact(dirname(require.resolve("@tensorflow/tfjs-node/package.json")));
