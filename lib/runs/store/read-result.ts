import { existsSync, readFileSync } from "node:fs";
import { checked } from "../../files/checked";
import { isAbsent } from "../../files/is-absent";
import { systemRemedy } from "../../files/system-error";
import { checksum, resultSchema, type RunResult } from "./run-result";
import { setAside } from "./set-aside";
import { runFiles, STORE_FORMAT, type Store } from "./store";

/** Whether the store's folder holds a whole result of this run. */
export const hasResult = (store: Store, id: string): boolean =>
  readResult(store, id) !== undefined;

/**
 * Reads a run's result. A file that is none (empty, cut off, changed, of another format, no file at all, without the numbers for each example that
 * it tells of) is set aside under another name, and named in a warning, so that the run counts as missing.
 *
 * @returns undefined where there is none.
 */
export function readResult(store: Store, id: string): RunResult | undefined {
  const { result: path, examples } = runFiles(store, id);
  try {
    const value = parse(readFileSync(path, "utf8"));
    const result = checked(resultSchema, value, "it");
    if (result.run !== id)
      throw new Error(`it is the result of run ${result.run}`);
    const { sha256: noted, ...content } = value as RunResult;
    if (noted !== undefined && noted !== checksum(content))
      throw new Error(
        "it is not as it was written, its checksum says (edited, or damaged)",
      );
    if (result.perExample && !existsSync(examples))
      throw new Error(`its numbers for each example, ${examples}, are missing`);
    return result as RunResult;
  } catch (error) {
    if (!isAbsent(error)) setAside(store, path, whyNot(error));
    return undefined;
  }
}

function parse(text: string): unknown {
  if (text.trim() === "") throw new Error("it is empty");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("it is cut off or no JSON");
  }
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format === "number" && format !== STORE_FORMAT) {
    throw new Error(
      `it is of format ${format}, this code reads ${STORE_FORMAT}`,
    );
  }
  return value;
}

const whyNot = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === undefined
    ? (error as Error).message
    : systemRemedy(error as Error);
