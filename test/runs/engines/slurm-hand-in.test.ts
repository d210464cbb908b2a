import assert from "node:assert/strict";
import {
  batchesOf,
  handInBatches,
} from "../../../lib/runs/engines/slurm-hand-in";
import { SlurmUnavailable } from "../../../lib/runs/engines/slurm-commands";
import type {
  Batch,
  Submission,
} from "../../../lib/runs/engines/slurm-submission";
import { simulatedRun } from "../runs";

const SAID =
  "sbatch failed: sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)";

const runs = Array.from({ length: 100 }, (_, seed) => simulatedRun(seed));

/** A cluster that takes so many tasks of a user at once. */
function cluster(most: number, refusal = new Error(SAID)) {
  let tasks = 0;
  const asked: number[] = [];
  const remarks: string[] = [];
  const submit = async ({ runs, chunk }: Batch): Promise<Submission> => {
    const count = Math.ceil(runs.length / chunk);
    asked.push(count);
    if (tasks + count > most) throw refusal;
    tasks += count;
    const ids = runs.map(({ id }) => id);
    const jobId = String(asked.length);
    return { name: "", folder: "", submitted: "", jobId, chunk, runs: ids };
  };
  const context = {
    signal: new AbortController().signal,
    tell: (remark: string) => void remarks.push(remark),
  };
  const handIn = (chunk: number, arraySize = 1000) =>
    handInBatches(batchesOf(runs, chunk, arraySize), submit, context);
  return { handIn, asked, remarks };
}

describe("handing in more tasks than a user may submit", () => {
  it("splits them until a part fits, in order, and leaves the rest for later", async () => {
    const { handIn, asked, remarks } = cluster(30);
    const accepted = await handIn(1);
    assert.deepEqual(asked, [100, 50, 25, 25]);
    assert.deepEqual(
      accepted.flatMap((each) => each.runs),
      runs.slice(0, 25).map(({ id }) => id),
    );
    assert.match(remarks[0], /What is left is handed in later\.$/);
  });

  it("keeps whole tasks together", async () => {
    const { handIn, asked } = cluster(4);
    const accepted = await handIn(10);
    assert.deepEqual(asked.slice(0, 3), [10, 5, 3]);
    assert.equal(accepted[0].runs.length, 30);
  });

  it("splits nothing where all fit", async () => {
    const { handIn, asked, remarks } = cluster(100);
    assert.equal((await handIn(1, 40)).length, 3);
    assert.deepEqual(asked, [40, 40, 20]);
    assert.deepEqual(remarks, []);
  });

  it("says what helps where not even one task is accepted", async () => {
    await assert.rejects(
      cluster(0).handIn(1),
      /AssocMaxSubmitJobLimit.*Not even one task is accepted: .*--chunk N/s,
    );
  });

  it("waits where Slurm does not answer, and throws what is no matter of limits", async () => {
    const away = cluster(0, new SlurmUnavailable("sbatch failed: timed out"));
    assert.deepEqual(await away.handIn(1), []);
    assert.match(away.remarks[0], /handed in later/);
    const wrong = cluster(0, new Error("sbatch failed: invalid account"));
    await assert.rejects(wrong.handIn(1), /^Error: sbatch failed: invalid/);
    assert.deepEqual(wrong.asked, [100]);
  });
});
