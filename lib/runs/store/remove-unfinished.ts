import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { UNFINISHED } from "../../files/unfinished";
import { runFiles, writing, type Store } from "./store";

/**
 * Removes what a process that was killed while it wrote has left of a run. For the holder of the run's claim alone: nobody else writes its files.
 *
 * @throws StoreError where it cannot be removed.
 */
export function removeUnfinished(store: Store, id: string): void {
  writing(store, `tidy up before run ${id}`, () => {
    const folder = dirname(runFiles(store, id).result);
    for (const name of readdirSync(folder)) {
      // A claim set aside is its taker's.
      if (name.startsWith(`${id}.claim`)) continue;
      if (name.startsWith(id) && name.endsWith(UNFINISHED)) {
        rmSync(join(folder, name), { force: true });
      }
    }
  });
}
