import assert from "node:assert/strict";
import { registeredNames, registryEntry } from "../../lib/data";
import { parseRegistryEntry } from "../../lib/data/registry";

const valid = () => ({
  name: "tiny",
  title: "Tiny",
  licence: "CC0",
  citation: "none",
  files: [{ name: "a", bytes: 1, sha256: "0".repeat(64) }],
  sources: [{ kind: "url", paths: { a: "https://example.org/a" } }],
});

describe("data registry", () => {
  it("holds only entries that parse, each under its own name", () => {
    assert.ok(registeredNames().includes("fashion-mnist"));
    for (const name of registeredNames()) {
      assert.equal(registryEntry(name).name, name);
    }
  });

  it("gives licence, citation and a hash for each file", () => {
    const entry = registryEntry("mnist");
    assert.match(entry.citation, /LeCun/);
    assert.match(entry.licence, /CC BY-SA/);
    assert.equal(entry.files.length, 4);
  });

  it("suggests the nearest name for an unknown one", () => {
    assert.throws(
      () => registryEntry("fashionmnist"),
      /"fashionmnist".*Did you mean "fashion-mnist"\?/,
    );
  });

  it("does not read outside its folder", () => {
    assert.throws(() => registryEntry("../../package"), /No data set/);
  });

  const refusals: [
    string,
    (entry: ReturnType<typeof valid>) => unknown,
    RegExp,
  ][] = [
    [
      "a hash that is none",
      (e) => ({ ...e, files: [{ ...e.files[0], sha256: "abc" }] }),
      /tiny\.json: field files\.0\.sha256/,
    ],
    ["a missing licence", (e) => ({ ...e, licence: undefined }), /licence/],
    ["an unknown field", (e) => ({ ...e, license: "MIT" }), /license/],
    ["files without a source", (e) => ({ ...e, sources: [] }), /field sources/],
    [
      "a split with neither files nor a hash",
      (e) => ({ ...e, splits: { test: { count: 1 } } }),
      /field splits\.test/,
    ],
    [
      "an unknown kind of source",
      (e) => ({ ...e, sources: [{ kind: "ftp", paths: {} }] }),
      /sources\.0\.kind/,
    ],
    [
      "a packed file without a hash",
      (e) => ({
        ...e,
        sources: [{ kind: "url", paths: { a: "https://b.org/a.gz" } }],
      }),
      /no SHA-256 for a\.gz in its archives/,
    ],
    [
      "a source without one of the files",
      (e) => ({ ...e, sources: [{ kind: "url", paths: {} }] }),
      /source url gives no path for "a"/,
    ],
    [
      "a split of files that are not there",
      (e) => ({
        ...e,
        splits: { train: { images: "a", labels: "b", count: 1 } },
      }),
      /split train names "b"/,
    ],
  ];
  it("accepts a complete entry", () => {
    assert.equal(parseRegistryEntry(valid(), "tiny.json").title, "Tiny");
  });
  for (const [what, change, message] of refusals) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => parseRegistryEntry(change(valid()), "tiny.json"),
        message,
      );
    });
  }
});
