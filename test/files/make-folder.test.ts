import assert from "node:assert/strict";
import {
  existsSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolder as ofLib } from "../../lib/files/make-folder";
import { openStore } from "../../lib/runs";
import { makeFolder as ofSetup } from "../../setup/make-folder.mjs";

for (const [where, makeFolder] of [
  ["lib", ofLib],
  ["setup", ofSetup],
] as const)
  describe(`makeFolder of ${where}`, () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "folders-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    it("makes a folder and those above it, also where it is there", () => {
      const path = join(folder, "a", "b", "c");
      makeFolder(path);
      makeFolder(path);
      assert.ok(statSync(path).isDirectory());
    });

    it("refuses a file in its place, or above it", () => {
      const file = join(folder, "file");
      writeFileSync(file, "");
      if (where === "lib")
        assert.throws(() => makeFolder(file), { code: "EEXIST" });
      assert.throws(() => makeFolder(join(file, "a")), { code: "ENOTDIR" });
    });

    it("ends where the file system takes no folder, and so does a store there", function () {
      if (!existsSync("/proc/self")) this.skip();
      assert.throws(() => makeFolder("/proc/none/deep"), { code: "ENOENT" });
      assert.throws(
        () => openStore("/proc/none"),
        /Cannot open the store in \/proc\/none/,
      );
    });
  });
