import { rmSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { writeWhole } from "../../files";
import { checked } from "../../files/checked";
import type { Run } from "../run";
import type { RunOutcome } from "../run-kind";
import { writeArtefacts } from "./artefacts";
import { runProvenance } from "./run-provenance";
import { checksum, outcomeSchema, type RunResult } from "./run-result";
import { runFiles, STORE_FORMAT, writing, type Store } from "./store";

/**
 * Keeps what a run came to: artefacts and numbers for each example first, then the result, each file whole or not at all. Where another process has
 * kept the same run, it is written again, which changes nothing but times.
 *
 * @param seconds how long it took.
 * @throws Error naming the field of an outcome that is none, such as an accuracy that is not finite.
 * @throws StoreError where it cannot be written.
 */
export function writeResult(
  store: Store,
  run: Run,
  outcome: RunOutcome,
  seconds: number,
): void {
  const { id, spec, experiment, labels } = run;
  const { artefacts, ...told } = outcome;
  const { perExample, ...kept } = checked(
    outcomeSchema,
    told,
    `Outcome of run ${id} (${experiment})`,
  );
  const files = runFiles(store, id);
  const hashes = artefacts && writeArtefacts(store, id, artefacts);
  const result: RunResult = {
    format: STORE_FORMAT,
    run: id,
    experiment,
    ...(labels && { labels }),
    spec,
    provenance: runProvenance(),
    finished: new Date().toISOString(),
    seconds,
    ...kept,
    ...(perExample && { perExample: Object.keys(perExample) }),
    ...(hashes && { artefacts: hashes }),
  };
  writing(store, `keep run ${id}`, () => {
    if (perExample) {
      writeWhole(files.examples, gzipSync(JSON.stringify(perExample)));
    }
    writeWhole(
      files.result,
      `${JSON.stringify({ ...result, sha256: checksum(result) })}\n`,
    );
    rmSync(files.failure, { force: true });
  });
}
