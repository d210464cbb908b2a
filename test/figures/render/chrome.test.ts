import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../../lib/files";
import { CHROME_VARIABLE, chromes } from "../../../lib/figures/render/chrome";
import { withVariable } from "../with-variable";

describe("chromes", () => {
  const restores = [CHROME_VARIABLE, "PATH"].map(withVariable);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chromes-"));
    delete process.env[CHROME_VARIABLE];
  });
  afterEach(() => {
    restores.forEach((restore) => restore());
    rmSync(folder, { recursive: true });
  });

  it("takes the one that is named, and no other", async () => {
    process.env[CHROME_VARIABLE] = "/some/chrome";
    const [chosen, ...others] = chromes();
    assert.equal(await chosen!.executable(), "/some/chrome");
    assert.equal(others.length, 0);
  });

  it("prefers an installed one to the packed one", async () => {
    const installed = join(folder, "chromium");
    writeFileSync(installed, "");
    chmodSync(installed, 0o755);
    process.env.PATH = folder;
    const [first] = chromes();
    assert.equal(first!.origin, "installed");
    assert.equal(await first!.executable(), installed);
  });
});

describe("the browser", function () {
  this.timeout(120_000);

  it("neither keeps its process alive nor outlives it, and leaves no files behind", () => {
    const temporary = mkdtempSync(join(tmpdir(), "browser-"));
    const ofKilledProcess = `figures-browser-${2 ** 22 + 1}-x`; // no process has this number
    mkdirSync(join(temporary, ofKilledProcess));
    const script = `
      const { curves, render } = require("./lib/figures");
      const { browser } = require("./lib/figures/render/browser");
      const figure = curves([{ x: 1, y: 1 }], { xLabel: "x", yLabel: "y" });
      render(figure, ["svg"])
        .then(browser)
        .then((running) => console.log(running.process().pid));
    `;
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ["--require", "tsx/cjs", "--eval", script],
      {
        cwd: projectRoot(),
        encoding: "utf8",
        env: { ...process.env, TMPDIR: temporary },
        timeout: 60_000,
      },
    );
    assert.equal(status, 0, stderr);
    const pid = Number(stdout.trim().split("\n").at(-1));
    assert.ok(pid > 0, stdout);
    assert.ok(!isRunning(pid));
    const left = readdirSync(temporary).filter((name) =>
      name.startsWith("figures-browser-"),
    );
    assert.deepEqual(left, []);
    rmSync(temporary, { recursive: true });
  });
});

/** Whether a process runs; one that has ended but was not waited for does not. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return (
    !existsSync(stat) || !/\) Z /.test(String(spawnSync("cat", [stat]).stdout))
  );
}
