import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { completeSlurmOptions } from "../../../lib/runs/engines/slurm-options";
import { arrayIndices } from "../../../lib/runs/engines/slurm-commands";
import { batchScript, taskCount } from "../../../lib/runs/engines/slurm-script";

const options = completeSlurmOptions({
  partition: "gpu",
  time: "2:00:00",
  memory: "8G",
  throttle: 20,
  account: "lab",
  extra: ["--gres=gpu:1"],
});
const script = {
  name: "lab-1",
  runs: 10,
  chunk: 4,
  log: "/logs/%a.log",
  workingFolder: "/",
  worker: ["echo", "it's run"],
};

describe("the batch script", () => {
  it("asks Slurm for what was given", () => {
    const directives = batchScript({ ...script, after: "7" }, options)
      .split("\n")
      .filter((line) => line.startsWith("#SBATCH "))
      .map((line) => line.slice("#SBATCH ".length));
    assert.deepEqual(directives, [
      "--job-name=lab-1",
      "--array=0-2%20",
      "--partition=gpu",
      "--time=2:00:00",
      "--mem=8G",
      "--output=/logs/%a.log",
      "--account=lab",
      "--dependency=afterany:7",
      "--gres=gpu:1",
    ]);
  });

  it("lets its tasks carry out each run of the list once, a chunk each", () => {
    const tasks = Array.from({ length: taskCount(script) }, (_, task) =>
      execFileSync("bash", ["-s"], {
        input: batchScript(script, options),
        env: { PATH: process.env.PATH, SLURM_ARRAY_TASK_ID: String(task) },
        encoding: "utf8",
      }),
    );
    assert.deepEqual(tasks, [
      "it's run 0 --count 4\n",
      "it's run 4 --count 4\n",
      "it's run 8 --count 4\n",
    ]);
  });
});

describe("task expressions of squeue", () => {
  const cases: [string, number[]][] = [
    ["4", [4]],
    ["0-2,7", [0, 1, 2, 7]],
    ["10-14:2%5", [10, 12, 14]],
    ["N/A", []],
  ];
  for (const [expression, indices] of cases)
    it(`${expression} is ${JSON.stringify(indices)}`, () =>
      assert.deepEqual(arrayIndices(expression), indices));
});
