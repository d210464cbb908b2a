import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { completeSlurmOptions } from "../../lib/experiments/slurm-options";
import { arrayIndices } from "../../lib/experiments/slurm-commands";
import { batchScript, taskCount } from "../../lib/experiments/slurm-script";

const options = completeSlurmOptions({
  partition: "gpu",
  time: "2:00:00",
  memory: "8G",
  throttle: 20,
  cpus: 4,
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
      "--cpus-per-task=4",
      "--output=/logs/%a.log",
      "--account=lab",
      "--dependency=afterany:7",
      "--gres=gpu:1",
    ]);
  });

  const runTask = (task: number, worker = script.worker) =>
    execFileSync("bash", ["-s"], {
      input: batchScript({ ...script, worker }, options),
      env: { PATH: process.env.PATH, SLURM_ARRAY_TASK_ID: String(task) },
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    });

  it("carries out each run of the list once, in tasks of a chunk", () => {
    const tasks = Array.from({ length: taskCount(script) }, (_, k) =>
      runTask(k).trimEnd().split("\n"),
    );
    assert.deepEqual(
      tasks.map((lines) => lines.length),
      [4, 4, 2],
    );
    assert.deepEqual(
      tasks.flat(),
      Array.from({ length: 10 }, (_, k) => `it's run ${k}`),
    );
  });

  it("goes on after a run that fails, and fails in the end", () => {
    assert.throws(
      () => runTask(0, ["bash", "-c", 'echo $0; [ "$0" != 1 ]']),
      (error: { status: number; stdout: string }) => {
        assert.equal(error.status, 1);
        assert.equal(error.stdout, "0\n1\n2\n3\n");
        return true;
      },
    );
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
