import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../lib/files";

describe("the page of licences", () => {
  it("has each registered data set and weights, with its licence", () => {
    const page = readFileSync(join(projectRoot(), "docs/licences.md"), "utf8");
    const registry = join(projectRoot(), "data/registry");
    for (const file of readdirSync(registry)) {
      const { name, licence } = JSON.parse(
        readFileSync(join(registry, file), "utf8"),
      ) as { name: string; licence: string };
      const line = page
        .split("\n")
        .find((row) => row.startsWith(`| \`${name}\``));
      assert.ok(
        line?.includes(licence),
        `docs/licences.md: ${name}, ${licence}`,
      );
    }
  });
});
