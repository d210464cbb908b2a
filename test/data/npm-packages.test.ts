import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fetchEntry, type RegistryEntry } from "../../lib/data";
import { sha256 } from "../../lib/files";

/** Stands in for npm: "packs" by copying the archives that lie beside it. */
const fakeNpm = `#!/bin/sh
[ "$1" = pack ] || exit 1
cp "$(dirname "$0")"/*.tgz .
echo "$@" > "$(dirname "$0")/arguments"
`;

describe("fetchEntry from several npm packages", () => {
  const path = process.env.PATH;
  let folder: string;
  let tools: string;
  const contents: Record<string, string> = {
    "@scope/one": "the first",
    two: "the second",
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "packages-"));
    tools = join(folder, "tools");
    for (const [name, content] of Object.entries(contents)) {
      const source = join(folder, "sources", name);
      mkdirSync(join(source, "package", "files"), { recursive: true });
      mkdirSync(tools, { recursive: true });
      writeFileSync(join(source, "package", "files", "font"), content);
      const archive = { "@scope/one": "scope-one-1.2.3.tgz" }[name];
      execFileSync("tar", [
        ...["-czf", join(tools, archive ?? "two-4.5.6.tgz")],
        ...["-C", source, "package"],
      ]);
    }
    writeFileSync(join(tools, "npm"), fakeNpm);
    chmodSync(join(tools, "npm"), 0o755);
    process.env.PATH = `${tools}${delimiter}${path}`;
  });
  after(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });

  const archives = () =>
    Object.fromEntries(
      readdirSync(tools)
        .filter((file) => file.endsWith(".tgz"))
        .map((file) => [file, sha256(readFileSync(join(tools, file)))]),
    );
  const entry = (second = "two/files/font"): RegistryEntry => ({
    name: "fonts",
    title: "Fonts",
    licence: "OFL-1.1",
    citation: "none",
    files: Object.values(contents).map((content, i) => ({
      name: `font${i}`,
      bytes: content.length,
      sha256: sha256(Buffer.from(content)),
    })),
    sources: [
      {
        kind: "npm-packages",
        packages: { "@scope/one": "1.2.3", two: "4.5.6" },
        archives: archives(),
        paths: { font0: "@scope/one/files/font", font1: second },
      },
    ],
  });

  it("takes each file out of its package, and counts the bytes of all", async () => {
    const into = join(folder, "cache");
    const { fetchedBytes, source } = await fetchEntry(entry(), into);
    assert.equal(readFileSync(join(into, "font0"), "utf8"), "the first");
    assert.equal(readFileSync(join(into, "font1"), "utf8"), "the second");
    assert.equal(source, "2 npm packages");
    const sizes = ["scope-one-1.2.3.tgz", "two-4.5.6.tgz"].map(
      (archive) => statSync(join(tools, archive)).size,
    );
    assert.equal(fetchedBytes, sizes[0] + sizes[1]);
    assert.match(
      readFileSync(join(tools, "arguments"), "utf8"),
      /^pack @scope\/one@1\.2\.3 two@4\.5\.6 /,
    );
  });

  it("says which file a package lacks", async () => {
    await assert.rejects(
      fetchEntry(entry("two/files/other"), join(folder, "other")),
      /2 npm packages: .*holds no two\/files\/other/,
    );
  });

  it("hashes an archive before it unpacks it", async () => {
    const changed = entry();
    changed.sources[0].archives!["two-4.5.6.tgz"] = "0".repeat(64);
    const into = join(folder, "changed");
    await assert.rejects(
      fetchEntry(changed, into),
      /two-4\.5\.6\.tgz: sha256 [0-9a-f]{64}, expected 0+: not unpacked/,
    );
    assert.deepEqual(readdirSync(into), []);
  });

  it("does not unpack an archive that is not registered", async () => {
    const other = entry();
    delete other.sources[0].archives!["scope-one-1.2.3.tgz"];
    await assert.rejects(
      fetchEntry(other, join(folder, "unregistered")),
      /archive is scope-one-1\.2\.3\.tgz, registered are two-4\.5\.6\.tgz: not unpacked/,
    );
  });
});
