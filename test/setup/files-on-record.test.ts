import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  firstDamaged,
  readRecord,
  recordFiles,
} from "../../setup/files-on-record.mjs";

describe("files on record", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "record-"));
    mkdirSync(join(folder, "include"));
    writeFileSync(join(folder, "include", "a.h"), "abc");
    writeFileSync(join(folder, "lib.so"), "0123456789");
    symlinkSync("lib.so", join(folder, "lib"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are known by size and hash", async () => {
    const record = await recordFiles(folder);
    assert.deepEqual(Object.keys(record).sort(), ["include/a.h", "lib.so"]);
    assert.deepEqual(record["include/a.h"], {
      bytes: 3,
      sha256:
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    });
    assert.equal(await firstDamaged(folder, record), undefined);
  });

  it("are found out where a byte is another, one is cut off or gone", async () => {
    const record = await recordFiles(folder);
    writeFileSync(join(folder, "include", "a.h"), "abd");
    assert.equal(await firstDamaged(folder, record), "include/a.h");
    writeFileSync(join(folder, "include", "a.h"), "abc");
    truncateSync(join(folder, "lib.so"), 9);
    assert.equal(await firstDamaged(folder, record), "lib.so");
    rmSync(join(folder, "lib.so"));
    assert.equal(await firstDamaged(folder, record), "lib.so");
  });

  it("have no record where it cannot be read or is of nothing", () => {
    const file = join(folder, "complete.json");
    for (const text of ["", "{}", '{"files":{}}', "null"]) {
      writeFileSync(file, text);
      assert.equal(readRecord(file), undefined);
    }
    assert.equal(readRecord(join(folder, "none")), undefined);
  });
});
