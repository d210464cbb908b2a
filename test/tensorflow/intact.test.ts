import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkIntact } from "../../lib/tensorflow/intact";

describe("libtensorflow's libraries, before they are loaded", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "binding-"));
    const libraries = join(folder, "deps", "lib");
    mkdirSync(libraries, { recursive: true });
    file = join(libraries, "lib.so");
    writeFileSync(file, "0123456789");
    const { size, mtimeMs } = statSync(file);
    writeFileSync(
      join(folder, ".lab-verified.json"),
      JSON.stringify({ "lib.so": { bytes: size, modified: mtimeMs } }),
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("may be loaded as they were verified", () => {
    assert.doesNotThrow(() => checkIntact(folder));
  });

  it("may not when truncated, changed or gone, nor when never verified", () => {
    writeFileSync(file, "012345678X");
    assert.throws(() => checkIntact(folder), /lib\.so was changed on .*setup/);
    truncateSync(file, 4);
    assert.throws(
      () => checkIntact(folder),
      /lib\.so is damaged: it has 4 bytes, expected 10\. Run: npm run setup/,
    );
    rmSync(file);
    assert.throws(() => checkIntact(folder), /lib\.so is not there/);
    rmSync(join(folder, ".lab-verified.json"));
    assert.throws(() => checkIntact(folder), /has not been verified .*ENOENT/);
  });
});
