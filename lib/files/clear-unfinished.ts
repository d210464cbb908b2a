import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "./is-alive";
import { UNFINISHED } from "./write-whole";

/** So long no write takes: of a process that is not of this host, age is all that is known. */
const ABANDONED_MS = 10 * 60_000;
const NAME = new RegExp(`\\.(\\d+)(-\\w+)?\\${UNFINISHED}$`);

/**
 * Removes what processes that were killed left half-written in a folder: `NAME.PID.tmp` and `NAME.PID-….tmp`, files and folders.
 *
 * @param folder may be missing.
 * @param begins what their names begin with.
 */
export function clearUnfinished(folder: string, begins = ""): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const [, pid] = NAME.exec(name) ?? [];
    if (pid === undefined || !name.startsWith(begins)) continue;
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found || Number(pid) === process.pid) continue;
    const old = Date.now() - found.mtimeMs > ABANDONED_MS;
    if (old || !isAlive(Number(pid)))
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  }
}
