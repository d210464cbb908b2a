import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  chaptersIn,
  filled,
  firstSentences,
  withPlace,
} from "../../lib/commands/overview";
import { projectRoot } from "../../lib/files";

const read = (path: string) => readFileSync(join(projectRoot(), path), "utf8");

describe("the overview of the notebooks", () => {
  it("stands in README and landing page as the notebooks' outputs have it", () => {
    const chapters = chaptersIn(join(projectRoot(), "notebooks"));
    const remedy = "renew it: npx tsx lib/commands/overview.ts";
    for (const [page, folder] of [
      ["README.md", "notebooks/"],
      ["notebooks/where-to-begin.md", ""],
    ])
      assert.equal(
        read(page),
        filled(read(page), chapters, folder),
        `${page}: ${remedy}`,
      );
  });

  it("links to what is there: notebooks, pages and pictures of README and documents", () => {
    const pages = [
      "README.md",
      "environment.md",
      "notebooks/where-to-begin.md",
    ];
    for (const page of pages)
      for (const [, link] of read(page).matchAll(/\]\(([^)#]+?)(?:#[^)]*)?\)/g))
        if (!/^[a-z]+:/.test(link))
          assert.ok(
            existsSync(join(projectRoot(), page, "..", link)),
            `${page} links to ${link}, which is not there`,
          );
  });

  it("says the first sentences of an answer, plainly", () => {
    const answer =
      "**It helps by 1.8 [0.4, 3.1] points.** Under **2** of *a*, *b c*: 3 * no. Why?\n\n- a";
    assert.equal(
      firstSentences(answer, 2),
      "It helps by 1.8 [0.4, 3.1] points. Under 2 of a, b c: 3 * no.",
    );
    assert.equal(firstSentences("One", 2), "One");
  });

  it("fills a place and nothing else, and refuses one that does not end", () => {
    const page = "a <!-- x: by hand --> old <!-- end of x --> b";
    assert.equal(
      withPlace(page, "x", "new"),
      "a <!-- x: by hand -->\n\nnew\n\n<!-- end of x --> b",
    );
    assert.equal(withPlace(page, "y", "new"), page);
    assert.throws(() => withPlace("<!-- x -->", "x", "new"), /end of x/);
  });
});
