import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { startGuarded } from "../../setup/guarded.mjs";
import { root } from "../../setup/paths.mjs";

const fixture = join(root, "test", "fixtures", "under-npm.mjs");

describe("what we start", function () {
  this.timeout(30_000);

  it("ends when npm is killed, though npm's shell is not", async () => {
    const shell = `require("node:child_process").spawn("sh", ["-c", '"$0" "$1"; exit', process.execPath, process.argv[1]], { stdio: "inherit" }); setInterval(() => {}, 1000)`;
    const npm = spawn(process.execPath, ["-e", shell, fixture], {
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, npm_lifecycle_event: "sweep" },
    });
    await once(npm.stdout, "data");
    npm.kill("SIGKILL");
    // The output is closed when the last process that can write to it has ended.
    await once(npm.stdout, "close");
  });

  it("is told an interruption, and killed where it does not heed it", async () => {
    const interrupt = new AbortController();
    const deaf = startGuarded(
      process.execPath,
      [
        "-e",
        `process.on("SIGTERM", () => console.log("told")); setInterval(() => {}, 1000); console.log("started")`,
      ],
      {
        stdio: ["ignore", "pipe", "inherit"],
        grace: 100,
        interruptedBy: interrupt.signal,
      },
    );
    const said: string[] = [];
    deaf.stdout!.on("data", (text: Buffer) => {
      said.push(...text.toString().trim().split("\n"));
      interrupt.abort();
    });
    const [code] = (await once(deaf, "close")) as [number];
    assert.deepEqual(said, ["started", "told"]);
    assert.equal(code, 128 + 9);
  });

  it("gives its own exit code, also that of a signal", async () => {
    for (const [script, expected] of [
      ["process.exit(7)", 7],
      [`process.kill(process.pid, "SIGSEGV")`, 139],
    ] as const) {
      const child = startGuarded(process.execPath, ["-e", script], {
        stdio: ["ignore", "ignore", "ignore"],
      });
      const [code] = (await once(child, "close")) as [number];
      assert.equal(code, expected);
    }
  });
});
