import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeWhole } from "../../lib/files";

describe("writeWhole", () => {
  const folder = mkdtempSync(join(tmpdir(), "whole-"));

  it("makes folders, and replaces what was there", () => {
    const path = join(folder, "a", "b.txt");
    writeWhole(path, "a long first text");
    writeWhole(path, Buffer.from("short"), { flush: false });
    assert.equal(readFileSync(path, "utf8"), "short");
    assert.deepEqual(readdirSync(join(folder, "a")), ["b.txt"]);
  });

  it("says what stands in its way, and what to do", () => {
    writeFileSync(join(folder, "file"), "");
    const ways: [string, RegExp][] = [
      ["file/inside", /Cannot write .*inside: A file stands where a folder/],
      [
        `${"x".repeat(300)}.txt`,
        /too long for the file system: take a shorter/,
      ],
      ["a", /A folder stands where a file should be: move it away/],
    ];
    for (const [path, message] of ways)
      assert.throws(() => writeWhole(join(folder, path), "text"), message);
    rmSync(join(folder, "file"));
  });

  it("leaves nothing where it fails", () => {
    const taken = join(folder, "c");
    mkdirSync(join(taken, "full"), { recursive: true });
    assert.throws(() => writeWhole(taken, "text"), {
      code: /EISDIR|ENOTEMPTY/,
    });
    assert.deepEqual(readdirSync(folder).sort(), ["a", "c"]);
    assert.deepEqual(readdirSync(taken), ["full"]);
  });
});
