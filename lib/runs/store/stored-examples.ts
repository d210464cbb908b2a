import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { isAbsent } from "../../files/is-absent";
import { setAside } from "./set-aside";
import { runFiles, type Store } from "./store";

/** Numbers for each example of a run, by name. */
export type PerExample = { [name: string]: number[] };

/**
 * The numbers for each example that a run kept in the store's folder.
 *
 * @returns undefined where it holds none.
 */
export function storedExamples(
  store: Store,
  id: string,
): PerExample | undefined {
  const { examples: path } = runFiles(store, id);
  try {
    return JSON.parse(gunzipSync(readFileSync(path)).toString()) as PerExample;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    setAside(
      store,
      path,
      `it cannot be unpacked (${(error as Error).message})`,
    );
    return undefined;
  }
}
