import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../../setup/paths.mjs";

const FILES = [
  ".gitattributes",
  "package.json",
  "setup/main.mjs",
  "setup/execute_notebook.py",
  "lib/index.ts",
  "notebooks/00-the-rule-of-thumb.ipynb",
  "data/registry/mnist.json",
  "docs/figure-1-imagenet.png",
];

describe("a clone where git turns line ends into those of Windows", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "clone-"))));
  after(() => rmSync(folder, { recursive: true }));

  it("holds the same bytes", () => {
    const [source, clone] = [join(folder, "source"), join(folder, "clone")];
    const git = (cwd: string, ...args: string[]) =>
      execFileSync("git", args, { cwd, stdio: "pipe" });
    for (const file of FILES) {
      mkdirSync(dirname(join(source, file)), { recursive: true });
      cpSync(join(root, file), join(source, file));
    }
    git(source, "init", "--quiet");
    git(source, "add", ".");
    const author = ["-c", "user.name=a", "-c", "user.email=a@b"];
    git(source, ...author, "commit", "--quiet", "-m", "files");
    const crlf = ["-c", "core.autocrlf=true"];
    git(folder, ...crlf, "clone", "--quiet", source, clone);
    assert.ok(existsSync(join(clone, ".git")));
    for (const file of FILES) {
      const [before, after] = [source, clone].map((place) =>
        readFileSync(join(place, file)),
      );
      assert.ok(before.equals(after), file);
    }
  });
});
