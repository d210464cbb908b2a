import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname } from "node:path";
import { inProcess, sweep, workerPool } from "../../../lib/runs";
import {
  ABANDONED_MS,
  ClaimError,
  claimOf,
  claimRun,
  tidyAfter,
  type Claim,
} from "../../../lib/runs/store/claims";
import { storedRecords } from "../../../lib/runs/store/results-index";
import { runFiles, type Store } from "../../../lib/runs/store/store";
import { writeResult } from "../../../lib/runs/store/write-result";
import { unfinishedPath } from "../../../lib/files/unfinished";
import { simulated, simulatedRun } from "../runs";
import { withStore } from "../temporary-store";

const id = "0123456789abcdef0123456789abcdef";

/** Puts another process's claim there. */
function claimOfOther(store: Store, claim: Partial<Claim> | string): string {
  const { claim: path } = runFiles(store, id);
  const whole = Object.assign(
    { host: "elsewhere", pid: 1, started: "" },
    claim,
  );
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    typeof claim === "string" ? claim : JSON.stringify(whole),
  );
  return path;
}

function age(path: string, milliseconds: number): void {
  const then = new Date(Date.now() - milliseconds);
  utimesSync(path, then, then);
}

const endedPid = () => spawnSync(process.execPath, ["--version"]).pid;

describe("claimRun", () => {
  it(
    "gives a run to one process at a time",
    withStore((store) => {
      const giveBack = claimRun(store, id);
      assert.ok(giveBack);
      assert.equal(claimRun(store, id), undefined);
      assert.equal(claimOf(store, id)?.pid, process.pid);
      giveBack();
      assert.equal(claimOf(store, id), undefined);
      claimRun(store, id)!();
      assert.deepEqual(readdirSync(dirname(runFiles(store, id).claim)), []);
    }),
  );

  it(
    "respects a claim from another host, as long as it is confirmed",
    withStore((store) => {
      const path = claimOfOther(store, {});
      age(path, ABANDONED_MS - 5_000);
      assert.equal(claimRun(store, id), undefined);
      assert.equal(claimOf(store, id)?.host, "elsewhere");
      age(path, ABANDONED_MS + 5_000);
      assert.equal(claimOf(store, id), undefined);
      claimRun(store, id)!();
    }),
  );

  it(
    "takes over from a process of this host that has ended",
    withStore((store) => {
      claimOfOther(store, { host: hostname(), pid: endedPid() });
      assert.equal(claimOf(store, id), undefined);
      const giveBack = claimRun(store, id);
      assert.equal(claimOf(store, id)?.pid, process.pid);
      giveBack!();
    }),
  );

  it(
    "respects a living process of this host",
    withStore(async (store) => {
      const other = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
      claimOfOther(store, { host: hostname(), pid: other.pid });
      assert.equal(claimRun(store, id), undefined);
      other.kill("SIGKILL");
      await once(other, "exit");
      claimRun(store, id)!();
    }),
  );

  it(
    "takes over a claim whose writer was killed before it wrote its name",
    withStore((store) => {
      const path = claimOfOther(store, "");
      assert.equal(
        claimRun(store, id),
        undefined,
        "it may be about to write it",
      );
      age(path, 10_000);
      claimRun(store, id)!();
    }),
  );
});

describe("a claim that cannot be read", function () {
  this.timeout(60_000);
  const { id } = simulatedRun(2);

  for (const engine of [inProcess(), workerPool({ workers: 1 })]) {
    it(
      `fails its run alone, and says what to do (${engine.name})`,
      withStore(async (store) => {
        const { claim } = runFiles(store, id);
        mkdirSync(claim, { recursive: true });
        const { records, failures } = await sweep(simulated([1, 2, 3]), {
          store,
          engine,
          progress: false,
        });
        assert.equal(records.size, 2);
        assert.deepEqual(
          failures.map(({ run }) => run),
          [id],
        );
        assert.match(
          failures[0].message,
          /The claim .*\.claim cannot be read: it is a folder\. .*remove the claim; then try the run again/,
        );
        rmSync(claim, { recursive: true });
        const again = { store, engine, progress: false, retry: true };
        assert.equal(
          (await sweep(simulated([1, 2, 3]), again)).records.size,
          3,
        );
      }),
    );
  }

  it(
    "is somebody's, whoever asks",
    withStore((store) => {
      const { claim } = runFiles(store, id);
      mkdirSync(claim, { recursive: true });
      assert.throws(() => claimRun(store, id), ClaimError);
      assert.equal(claimOf(store, id)?.host, "unknown");
      tidyAfter(store, id, process.pid);
      assert.ok(existsSync(claim));
    }),
  );
});

describe("a claim of a run that is done", () => {
  it(
    "is removed where its process has ended, and kept where it has not",
    withStore((store) => {
      const { spec, experiment } = simulatedRun();
      writeResult(store, { id, spec, experiment }, { rows: [] }, 1);
      const path = claimOfOther(store, { host: hostname(), pid: process.ppid });
      storedRecords(store);
      assert.ok(existsSync(path));
      claimOfOther(store, { host: hostname(), pid: endedPid() });
      storedRecords(store);
      assert.ok(!existsSync(path));
    }),
  );
});

describe("tidyAfter", () => {
  it(
    "removes what that process was writing of the run, and nothing else",
    withStore((store) => {
      const pid = endedPid();
      const { result } = runFiles(store, id);
      mkdirSync(dirname(result), { recursive: true });
      const own = unfinishedPath(result);
      const dead = own.replace(`-${process.pid}-`, `-${pid}-`);
      for (const path of [own, dead]) writeFileSync(path, "half");
      tidyAfter(store, id, pid);
      assert.deepEqual(readdirSync(dirname(result)), [basename(own)]);
    }),
  );

  it(
    "removes the claim of that process alone",
    withStore((store) => {
      const path = claimOfOther(store, { host: hostname(), pid: 7 });
      tidyAfter(store, id, 8);
      assert.ok(existsSync(path));
      tidyAfter(store, id, 7);
      assert.ok(!existsSync(path));
      claimOfOther(store, { host: "elsewhere", pid: 7 });
      tidyAfter(store, id, 7);
      assert.ok(existsSync(path));
    }),
  );
});
