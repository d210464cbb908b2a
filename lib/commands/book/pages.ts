import { label } from "../../figures/theme/label";
import type { Chapter } from "./chapter";
import { htmlDocument } from "../html-document";

/** What stands about every page. */
export interface Frame {
  chapters: readonly Chapter[];
  /** Git revision and day that the book was made from. */
  colophon: string;
}

/** The page of a chapter. */
export function chapterPage(
  chapter: Chapter,
  { main, appendix }: { main: string; appendix: string },
  frame: Frame,
): string {
  const at = frame.chapters.indexOf(chapter);
  const folded = appendix
    ? `<details class="appendix"><summary>Appendix</summary>\n${appendix}</details>`
    : "";
  return page(
    chapter.question,
    `${withFoldedCode(main)}\n${withFoldedCode(folded)}\n${turning(frame.chapters[at - 1], frame.chapters[at + 1])}`,
    frame,
    chapter,
  );
}

/** The page that opens the book. */
export function openingPage(
  { title, introduction }: { title: string; introduction: string },
  frame: Frame,
): string {
  const list = frame.chapters.map(
    (chapter) =>
      `<li><a href="${chapter.name}.html">${label(chapter.number)} · ${label(chapter.question)}</a><div class="answer">${markdownLine(chapter.answer)}</div></li>`,
  );
  const body = `<h1>${label(title)}</h1>\n${introduction}\n<h2>Questions and answers</h2>\n<ol class="chapters">${list.join("\n")}</ol>`;
  return page(title, body, frame);
}

/** Bold words and links of a headline; the rest as it is. */
export const markdownLine = (markdown: string): string =>
  label(markdown.split("\n\n")[0])
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replace(/\\([[\]*_])/g, "$1");

/** Each cell's code behind a word, so that the page reads as prose and figures. */
const withFoldedCode = (html: string): string =>
  html.replace(
    /<div class="input">([^]*?<div class="input_area">[^]*?<\/div>\s*<\/div>\s*)<\/div>/g,
    '<details class="code"><summary>Code</summary><div class="input">$1</div></details>',
  );

function turning(before?: Chapter, after?: Chapter): string {
  const link = (
    chapter: Chapter | undefined,
    arrow: (text: string) => string,
  ) =>
    chapter
      ? `<a href="${chapter.name}.html">${arrow(`${label(chapter.number)} ${label(chapter.question)}`)}</a>`
      : "<span></span>";
  return `<nav class="turning">${link(before, (text) => `← ${text}`)}${link(after, (text) => `${text} →`)}</nav>`;
}

function page(
  title: string,
  body: string,
  { chapters, colophon }: Frame,
  current?: Chapter,
): string {
  const links = [
    `<li><a href="index.html"${current ? "" : ' aria-current="page"'}>Where to begin</a></li>`,
    ...chapters.map(
      (chapter) =>
        `<li><a href="${chapter.name}.html"${chapter === current ? ' aria-current="page"' : ""}><b>${label(chapter.number)}</b> ${label(chapter.question)}</a></li>`,
    ),
  ];
  return htmlDocument(title, {
    head: `<link rel="stylesheet" href="assets/katex/katex.min.css">
<link rel="stylesheet" href="assets/book.css">
<script src="assets/book.js"></script>`,
    body: `<header>
<button id="menu" aria-expanded="false" aria-controls="contents">☰ Contents</button>
<button id="theme" title="Light or dark">◐</button>
</header>
<nav id="contents">
<input id="search" type="search" placeholder="Search" aria-label="Search the book">
<ol id="found" hidden></ol>
<ol id="list">${links.join("\n")}</ol>
<p class="colophon">${label(colophon)}</p>
</nav>
<main>
${body}
</main>
<script src="assets/minisearch.js"></script>
<script src="assets/entries.js"></script>
<script src="assets/katex/katex.min.js"></script>
<script src="assets/katex/auto-render.min.js"></script>
<script src="assets/ready.js"></script>`,
  });
}
