import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { alone } from "../../setup/lock.mjs";
import { output } from "../../setup/paths.mjs";

const file = join(output, "setup.lock");

describe("one setup at a time", () => {
  it("holds the lock while it works and gives it back", async () => {
    const owner = await alone(async () => readFileSync(file, "utf8"));
    assert.equal(owner, String(process.pid));
    assert.ok(!existsSync(file));
  });

  it("gives it back when the work fails", async () => {
    await assert.rejects(
      alone(async () => {
        throw new Error("broken");
      }),
      /broken/,
    );
    assert.ok(!existsSync(file));
  });

  it("takes over from a process that is gone", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(file, String(pid));
    assert.equal(await alone(async () => "done"), "done");
  });

  it("waits for a process that is there", async () => {
    const order: string[] = [];
    const first = alone(async () => {
      await new Promise(setImmediate);
      order.push("first");
    });
    await Promise.all([first, alone(async () => order.push("second"))]);
    assert.deepEqual(order, ["first", "second"]);
  });
});
