import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, venvPython } from "../../setup/paths.mjs";

describe("the notebooks' kernel", function () {
  this.timeout(120_000);
  before(function () {
    if (!existsSync(venvPython)) {
      console.log("      skipped: no .venv (npm run setup makes it)");
      this.skip();
    }
  });

  it("imports lib with types, completion and doc comments", () => {
    const { stdout, stderr } = spawnSync(
      venvPython,
      [
        join(root, "test", "fixtures", "ask_kernel.py"),
        join(root, "notebooks"),
        "import * as lab from '../lib';\nconst half: number = lab.inverseProbit(0);",
        "lab.loadDataset",
      ],
      {
        encoding: "utf8",
        env: { ...process.env, JUPYTER_PREFER_ENV_PATH: "1" },
      },
    );
    assert.ok(stdout, stderr);
    const { status, matches, documentation } = JSON.parse(stdout);
    assert.equal(status, "ok");
    assert.deepEqual(matches, ["loadDataset"]);
    assert.match(documentation, /\(name: string, .*\): LabelledImages/s);
    assert.match(documentation, /Loads a registered set of labelled images/);
  });
});
