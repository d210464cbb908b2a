import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { datasetFolder } from "./fetch";
import { registryEntry } from "./registry";
import { readVerified } from "../files/verify";

/**
 * Reads a file of a registered set, verified against its registration. A set
 * that is not in the cache yet is fetched first.
 *
 * @returns its bytes, and its path for messages.
 * @throws Error for an unknown set or file, a corrupted file, or where no source can be reached.
 */
export function readRegisteredFile(
  name: string,
  fileName: string,
): { bytes: Uint8Array; path: string } {
  const file = registryEntry(name).files.find((each) => each.name === fileName);
  if (!file) throw new Error(`"${name}" has no file "${fileName}".`);
  const path = join(datasetFolder(name), fileName);
  if (!existsSync(path)) fetchInChild(name);
  return { bytes: readVerified(path, file), path };
}

/** Fetching is asynchronous and loading is not, so it runs in a process of its own. */
function fetchInChild(name: string): void {
  const program = `require(${JSON.stringify(join(__dirname, "fetch"))})
    .fetchDataset(${JSON.stringify(name)})
    .catch((error) => { console.error(error.message); process.exit(1); })`;
  try {
    execFileSync(process.execPath, [...process.execArgv, "-e", program], {
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    throw new Error(
      `${said || (error as Error).message}\nTo fetch just it: npm run setup -- data ${name}`,
      { cause: error },
    );
  }
}
