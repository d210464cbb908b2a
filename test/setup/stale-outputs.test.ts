import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

describe("removeStaleOutputs", () => {
  it("removes what has lost its source, and nothing else", async () => {
    const { removeStaleOutputs } =
      await import("../../setup/stale-outputs.mjs");
    const folder = mkdtempSync(join(tmpdir(), "outputs-"));
    const [sources, outputs] = [join(folder, "lib"), join(folder, "dist")];
    const write = (path: string) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, "");
    };
    ["kinds/index.ts", "a.ts"].forEach((file) => write(join(sources, file)));
    const kept = ["kinds/index.js", "kinds/index.d.ts.map", "a.d.ts", "a.js"];
    const gone = ["kinds.js", "kinds.d.ts", "kinds.js.map", "old/b.d.ts.map"];
    const others = [".tsbuildinfo", "old/notes.txt"];
    [...kept, ...gone, ...others].forEach((f) => write(join(outputs, f)));
    assert.deepEqual(
      removeStaleOutputs(sources, outputs).sort(),
      [...gone].sort(),
    );
    const left = readdirSync(outputs, { recursive: true, encoding: "utf8" });
    assert.deepEqual(
      left.filter((file) => !["kinds", "old"].includes(file)).sort(),
      [...kept, ...others].sort(),
    );
    assert.deepEqual(removeStaleOutputs(sources, join(folder, "none")), []);
  });
});
