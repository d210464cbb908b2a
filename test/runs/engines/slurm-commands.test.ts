import assert from "node:assert/strict";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  cancelJobs,
  queuedTasks,
  submitBatch,
} from "../../../lib/runs/engines/slurm-commands";
import { withFolder } from "../temporary-store";

const leaking = {
  SBATCH_JOB_NAME: "mine",
  SBATCH_TIMELIMIT: "1",
  SBATCH_EXPORT: "NONE",
  SQUEUE_STATES: "COMPLETED",
  SQUEUE_FORMAT: "%i",
  SCANCEL_INTERACTIVE: "1",
  SLURM_CLUSTERS: "other",
  SLURM_JOB_ID: "7",
  SLURM_CONF: "/etc/slurm.conf",
};

/** Commands of Slurm that say which of its variables reach them. */
function fakeSlurm(folder: string): void {
  for (const command of ["sbatch", "squeue", "scancel"]) {
    const path = join(folder, command);
    writeFileSync(
      path,
      `#!/bin/sh\nenv | grep -E '^(S[A-Z]+)_' | sort >${folder}/${command}.env\n${command === "sbatch" ? "echo 42" : command === "squeue" ? "echo '42|0-1|RUNNING|None|lab-1'" : ""}\n`,
    );
    chmodSync(path, 0o755);
  }
}

describe("commands of Slurm", () => {
  it(
    "do not see the user's settings of them",
    withFolder(async (folder) => {
      fakeSlurm(folder);
      const before = { ...process.env };
      Object.assign(process.env, leaking, {
        PATH: `${folder}:${process.env.PATH}`,
      });
      try {
        assert.equal(await submitBatch("script"), "42");
        assert.equal((await queuedTasks())[0].name, "lab-1");
        await cancelJobs(["42"]);
      } finally {
        for (const name of Object.keys(leaking)) delete process.env[name];
        Object.assign(process.env, before);
      }
      for (const command of ["sbatch", "squeue", "scancel"]) {
        const seen = readFileSync(join(folder, `${command}.env`), "utf8");
        const ofSlurm = seen
          .split("\n")
          .filter((line) => /^(SBATCH|SQUEUE|SCANCEL|SLURM)_/.test(line));
        assert.deepEqual(ofSlurm, [
          "SLURM_BITSTR_LEN=0",
          "SLURM_CONF=/etc/slurm.conf",
        ]);
      }
    }),
  );
});
