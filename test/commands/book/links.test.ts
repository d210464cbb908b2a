import assert from "node:assert/strict";
import { brokenLinks } from "../../../lib/commands/book/links";

describe("brokenLinks", () => {
  const pages = (body: string) =>
    new Map([
      ["index.html", body],
      ["05.html", '<h2 id="Here-%C2%B7">Here</h2><h2 id="Zürich">Z</h2>'],
    ]);

  it("lets links to pages, places and the web pass", () => {
    const body = `<p id="top"></p><a href="05.html">a</a><a class="x" href="05.html#Here-%C2%B7">b</a>
<a href="05.html#Z%C3%BCrich">c</a><a href="#top">d</a><a href="https://example.org/x">e</a><a href="mailto:a@b.c">f</a>`;
    assert.deepEqual(brokenLinks(pages(body)), []);
  });

  it("names pages and places that are not there", () => {
    const body =
      '<a href="06.html">a</a><a href="05.html#There">b</a><a href="#none">c</a>';
    assert.deepEqual(brokenLinks(pages(body)), [
      "index.html → 06.html",
      "index.html → 05.html#There",
      "index.html → #none",
    ]);
  });
});
