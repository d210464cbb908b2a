import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clearUnfinished } from "../../lib/files";

describe("clearUnfinished", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "unfinished-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  const leave = (name: string) => writeFileSync(join(folder, name), "half");

  it("removes what processes that are gone left, files and folders", () => {
    leave(`a.pdf.${gone}-x1y2.tmp`);
    mkdirSync(join(folder, `chromium-1.${gone}.tmp`, "deep"), {
      recursive: true,
    });
    clearUnfinished(folder);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("keeps what is being written, and what is none of it", () => {
    const kept = [
      `a.${process.ppid}-x.tmp`,
      `a.${process.pid}.tmp`,
      "a.tmp",
      "a.pdf",
    ];
    kept.forEach(leave);
    leave(`b.${gone}.tmp`);
    clearUnfinished(folder, "a");
    assert.deepEqual(
      readdirSync(folder).sort(),
      [...kept, `b.${gone}.tmp`].sort(),
    );
  });

  it("takes what is old for abandoned, whatever number it has", () => {
    const name = `a.${process.ppid}.tmp`;
    leave(name);
    utimesSync(join(folder, name), 0, 0);
    clearUnfinished(folder);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("does nothing where there is no folder", () => {
    assert.doesNotThrow(() => clearUnfinished(join(folder, "none")));
  });
});
