import { existsSync, renameSync } from "node:fs";
import type { Store } from "./store";

/** Gives a file that is not what it should be another name, and warns of it. */
export function setAside(store: Store, path: string, why: string): void {
  const aside = `${path}.corrupt`;
  try {
    renameSync(path, aside);
    store.warn(
      `${path}: ${why}. Set aside as ${aside}; its run counts as missing.`,
    );
  } catch {
    // Another process has set it aside meanwhile, and said so.
    if (existsSync(path))
      store.warn(
        `${path}: ${why}. Left where it is; its run counts as missing.`,
      );
  }
}
