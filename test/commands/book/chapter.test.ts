import assert from "node:assert/strict";
import {
  chapterOf,
  plain,
  searchEntries,
} from "../../../lib/commands/book/chapter";

const opening = { cell_type: "markdown", source: ["# Is it new?\n", "Words."] };
const headline = {
  cell_type: "code",
  source: "answer()",
  metadata: { tags: ["headline"] },
  outputs: [{ data: { "text/markdown": ["**Yes**, it", " is."] } }],
};
const path = "notebooks/05-new-things.ipynb";

describe("chapterOf", () => {
  it("takes question and answer from the notebook", () => {
    assert.deepEqual(chapterOf(path, { cells: [opening, headline] }), {
      name: "05-new-things",
      number: "05",
      question: "Is it new?",
      answer: "**Yes**, it is.",
    });
  });

  it("leaves out a number before the question, and takes printed answers", () => {
    const numbered = { cell_type: "markdown", source: "# 05 · Is it new?" };
    const printed = { ...headline, outputs: [{ text: "Yes." }] };
    const { question, answer } = chapterOf(path, {
      cells: [numbered, printed],
    });
    assert.deepEqual([question, answer], ["Is it new?", "Yes."]);
  });

  it("refuses a notebook that was not executed, or has no heading, by name", () => {
    assert.throws(
      () => chapterOf(path, { cells: [opening, { ...headline, outputs: [] }] }),
      /05-new-things\.ipynb: no output .*npm run notebooks -- 05-new-things --in-place/,
    );
    assert.throws(() => chapterOf(path, { cells: [headline] }), /no heading/);
  });
});

describe("searchEntries", () => {
  const chapter = chapterOf(path, { cells: [opening, headline] });
  const html = `<h1 id="Is-it-new?">Is it new?<a href="#x">¶</a></h1><p>First &amp; last.</p>
<h2 id="How">How</h2><script>hidden()</script><pre>code()</pre><p>Second.</p>`;

  it("finds sections with their anchors, without scripts and code", () => {
    assert.deepEqual(
      searchEntries(chapter, html).filter(({ anchor }) => anchor),
      [
        {
          page: "05-new-things.html",
          anchor: "Is-it-new?",
          chapter: "Is it new?",
          heading: "Is it new? ",
          text: "Is it new? ¶ First & last.",
        },
        {
          page: "05-new-things.html",
          anchor: "How",
          chapter: "Is it new?",
          heading: "How",
          text: "How Second.",
        },
      ],
    );
  });

  it("reads text as a reader does", () => {
    assert.equal(plain("a&lt;b  <b>c</b>\n"), "a<b c");
  });
});
