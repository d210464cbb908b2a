import assert from "node:assert/strict";
import {
  inProcess,
  openStore,
  runsOf,
  studyNamed,
  sweep,
} from "../../lib/runs";
import { claimRun } from "../../lib/runs/store/claims";
import { writeFailure } from "../../lib/runs/store/run-failure";
import { statusTable } from "../../lib/commands/status-table";
import { main } from "../../lib/commands/sweep";
import { experimentStatuses } from "../../lib/runs/sweep-status";
import { simulated } from "../runs/runs";
import { withFolder, withStore } from "../runs/temporary-store";

/** Calls the command, and gives its exit code and all that it says. */
async function call(
  ...args: string[]
): Promise<{ code: number; said: string }> {
  let said = "";
  const { log, error } = console;
  const { write } = process.stderr;
  console.log = console.error = (text: string) => void (said += `${text}\n`);
  process.stderr.write = (text: string | Uint8Array) => {
    said += String(text);
    return true;
  };
  try {
    return { code: await main(args), said };
  } finally {
    Object.assign(console, { log, error });
    process.stderr.write = write;
  }
}

const group = (n: number) =>
  studyNamed("smoke").declare("full", null as never)[n - 1];

describe("npm run sweep", () => {
  it(
    "refuses options that its engine would not read",
    withFolder(async (folder) => {
      for (const [option, value] of [
        ["--chunk", "3"],
        ["--partition", "cpu"],
        ["--workers", "2"],
      ]) {
        const engine = option === "--workers" ? "in-process" : "workers";
        const { code, said } = await call(
          ...["smoke", "--store", folder, "--engine", engine, option, value],
        );
        assert.equal(code, 1);
        assert.match(said, new RegExp(`${option} is an option of --engine`));
      }
    }),
  );

  it(
    "carries out a part, tells how far the whole is, and carries out the rest",
    withFolder(async (folder) => {
      const store = ["--store", folder];
      const part = await call(
        "smoke",
        "--only",
        "group 1",
        "--engine",
        "in-process",
        ...store,
      );
      assert.equal(part.code, 0);
      assert.match(part.said, /group 1 +10 +10 +0 +0 +0/);
      const status = await call("smoke", "--status", ...store);
      assert.equal(status.code, 0);
      assert.match(status.said, /group 2 +10 +0 +0 +0 +10 +\d+ s/);
      assert.match(status.said, /all +40 +10 +0 +0 +30/);
      const pruned = await call("smoke", "--prune", ...store);
      assert.match(pruned.said, /Deleted: 0 files that 0 runs had handed on/);
      assert.match(
        status.said,
        /Nobody is at work; one process would take about \d+ s/,
      );
      const dry = await call("smoke", "--dry-run", ...store);
      assert.match(dry.said, /all +40 +10 +0 +0 +30/);
      const rest = await call("smoke", "--engine", "in-process", ...store);
      assert.equal(rest.code, 0);
      assert.match(
        rest.said,
        /all +40 +40 +0 +0 +0\nNothing is left to be done\./,
      );
    }),
  );

  it(
    "ends with an error where runs failed, in --status too, until they are done",
    withFolder(async (folder) => {
      const args = [
        "smoke",
        "--only",
        "group 1",
        "--store",
        folder,
        "--engine",
        "in-process",
      ];
      const [run] = runsOf(group(1));
      writeFailure(openStore(folder, { committed: null }), run, "no luck");
      const failed = await call(...args);
      assert.equal(failed.code, 1);
      assert.match(failed.said, /group 1 +10 +9 +0 +1 +0/);
      assert.match(
        failed.said,
        /1 of 10 runs failed.*--retry.*\n- group 1 .*no luck/,
      );
      assert.equal((await call(...args, "--status")).code, 1);
      assert.equal((await call(...args, "--retry")).code, 0);
      assert.equal((await call(...args, "--status")).code, 0);
    }),
  );

  const refusals: [string[], RegExp][] = [
    [["smokee"], /There is no study "smokee"\. Did you mean "smoke"/],
    [
      ["smoke", "--profle", "full"],
      /unknown option '--profle'\n\(Did you mean --profile\?\)/,
    ],
    [["smoke", "--profile", "ful"], /'ful' is invalid\. Did you mean "full"/],
    [["smoke", "--engine", "slrm"], /'slrm' is invalid\. Did you mean "slurm"/],
    [
      ["smoke", "--workers", "0"],
      /'0' is invalid\. Expected a whole number from 1/,
    ],
    [
      ["smoke", "--only", "grup"],
      /No run of study "smoke" is of "grup"\. Did you mean "group 1"/,
    ],
    [
      ["smoke", "--engine", "slurm", "--dry-run"],
      /Slurm option partition is missing/,
    ],
    [[], /missing required argument 'study'/],
  ];
  for (const [args, message] of refusals) {
    it(
      `refuses "${args.join(" ")}"`,
      withFolder(async (folder) => {
        const { code, said } = await call(...args, "--store", folder);
        assert.equal(code, 1);
        assert.match(said, message);
      }),
    );
  }

  it(
    "prints the script that Slurm would be given",
    withFolder(async (folder) => {
      const slurm = [
        "--engine",
        "slurm",
        "--partition",
        "cpu",
        "--time",
        "10",
        "--memory",
        "1G",
      ];
      const { code, said } = await call(
        "smoke",
        "--dry-run",
        "--store",
        folder,
        ...slurm,
        "--throttle",
        "7",
      );
      assert.equal(code, 0);
      assert.match(said, /#SBATCH --array=0-39%7/);
    }),
  );
});

describe("experimentStatuses", () => {
  it(
    "tells done, running, failed and missing runs apart, and the work left",
    withStore(async (store) => {
      const experiments = [simulated([1, 2, 3, 4, 5], { milliseconds: 1 })];
      const runs = experiments.flatMap(runsOf);
      const { records } = await sweep(simulated([1, 2], { milliseconds: 1 }), {
        store,
        engine: inProcess(),
        progress: false,
      });
      const giveBack = claimRun(store, runs[2].id)!;
      writeFailure(store, runs[3], "no");
      const paced = new Map(
        [...records].map(([id, record]) => [id, { ...record, seconds: 60 }]),
      );
      const begun = Date.now();
      const statuses = experimentStatuses(runs, paced, store, begun + 30_000);
      giveBack();
      assert.equal(statuses.length, 1);
      const { secondsOfWork, ...counts } = statuses[0];
      assert.deepEqual(counts, {
        experiment: "simulated",
        runs: 5,
        done: 2,
        running: 1,
        failed: 1,
        missing: 1,
      });
      // One that is missing, and about half of the one that has been running for 30 s.
      assert.ok(Math.abs(secondsOfWork! - 90) < 5, `${secondsOfWork} s`);
      assert.match(
        statusTable(statuses),
        /About 1 min \d+ s left with 1 at work\./,
      );
      const [unknown] = experimentStatuses(runs, new Map(), store);
      assert.equal(unknown.secondsOfWork, null);
      assert.match(statusTable([unknown]), /not known before a run is done/);
    }),
  );
});
