import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { alone } from "../../setup/lock.mjs";
import { root } from "../../setup/paths.mjs";

const fixture = (name: string) => join(root, "test", "fixtures", name);

describe("one setup at a time", function () {
  this.timeout(60_000);
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lock-"));
    file = join(folder, "setup.lock");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("names who holds the lock, and gives it back when the work fails", async () => {
    const broken = alone(
      async () => {
        assert.equal(readFileSync(file, "utf8"), String(process.pid));
        throw new Error("broken");
      },
      { file },
    );
    await assert.rejects(broken, /broken/);
    assert.equal(await alone(async () => "done", { file }), "done");
  });

  for (const left of ["", "1", String(process.pid), "no number"]) {
    it(`does not wait for what was left behind ("${left}")`, async () => {
      writeFileSync(file, left);
      assert.equal(await alone(async () => "done", { file }), "done");
    });
  }

  it("waits for one that is there", async () => {
    const order: string[] = [];
    const first = alone(
      async () => {
        await new Promise(setImmediate);
        order.push("first");
      },
      { file },
    );
    await Promise.all([
      first,
      alone(async () => order.push("second"), { file }),
    ]);
    assert.deepEqual(order, ["first", "second"]);
  });

  it("ends waiting at the first interruption", async () => {
    const controller = new AbortController();
    await alone(
      async () => {
        const waiting = alone(async () => assert.fail("has the lock"), {
          file,
          interruptedBy: controller.signal,
        });
        controller.abort();
        await assert.rejects(waiting, { name: "AbortError" });
      },
      { file },
    );
  });

  it("is had by one of many starters at a time, while others are killed", async () => {
    const log = join(folder, "log");
    writeFileSync(log, "");
    const starters = Array.from({ length: 6 }, () =>
      spawn(process.execPath, [fixture("setup-lock.mjs"), file, log, "8"], {
        stdio: "ignore",
      }),
    );
    const ended = starters.map((starter) => once(starter, "exit"));
    await ended[0];
    starters[1].kill("SIGKILL");
    await Promise.all(ended);
    const lines = readFileSync(log, "utf8").trim().split("\n");
    assert.ok(lines.length >= 5 * 16);
    // Only the killed one may have gone in without coming out.
    let inside = "";
    for (const line of lines) {
      const [what, pid] = line.split(" ");
      if (what === "in") {
        assert.ok(!inside || inside === String(starters[1].pid), line);
        inside = pid;
      } else {
        assert.equal(pid, inside);
        inside = "";
      }
    }
  });

  it("says why a file cannot be locked", async () => {
    mkdirSync(file);
    await assert.rejects(
      alone(async () => "done", { file }),
      /setup\.lock cannot be taken: EISDIR/,
    );
  });

  it("is held until the children of one that is killed have ended", async () => {
    const parent = spawn(
      process.execPath,
      [fixture("guarded-family.mjs"), file],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const children: number[] = [];
    for await (const line of createInterface(parent.stdout)) {
      if (children.push(Number(line)) === 2) break;
    }
    children.forEach((child) => process.kill(child, 0));
    parent.kill("SIGKILL");
    await alone(async () => undefined, { file });
    for (const child of children) assert.ok(hasEnded(child), String(child));
  });
});

/** Gone, or dead and not yet collected. */
function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}
