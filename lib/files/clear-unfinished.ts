import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "./is-alive";
import { HOST, UNFINISHED } from "./unfinished";

/** So long no write takes: of a process that is not of this host, age is all that is known. */
const ABANDONED_MS = 10 * 60_000;
const NAME = new RegExp(`\\.(?:([0-9a-f]{8})-)?(\\d+)(-\\w+)?\\${UNFINISHED}$`);

/**
 * Removes what processes that were killed left half-written in a folder: `NAME.PID.tmp` and `NAME.PID-….tmp`, files and folders, and
 * `NAME.HOST-PID-….tmp`, which of another machine's processes only goes by age.
 *
 * @param folder may be missing.
 * @param begins what their names begin with.
 */
export function clearUnfinished(folder: string, begins = ""): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const [, host = HOST, pid] = NAME.exec(name) ?? [];
    if (pid === undefined || !name.startsWith(begins)) continue;
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found || (host === HOST && Number(pid) === process.pid)) continue;
    const old = Date.now() - found.mtimeMs > ABANDONED_MS;
    if (old || (host === HOST && !isAlive(Number(pid)))) remove(path);
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // Another user's, or on a disk that is read alone: it stays.
  }
}
