import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type Store } from "../../lib/runs";

/** Calls a test with a store of its own, and what it was warned of. */
export function withStore(
  test: (store: Store, warnings: string[]) => void | Promise<void>,
): () => Promise<void> {
  return withFolder((folder) => {
    const warnings: string[] = [];
    const warn = (message: string) => void warnings.push(message);
    return test(openStore(folder, { committed: null, warn }), warnings);
  });
}

/** Calls a test with an empty folder of its own. */
export function withFolder(
  test: (folder: string) => void | Promise<void>,
): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), "store-"));
    try {
      await test(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}
