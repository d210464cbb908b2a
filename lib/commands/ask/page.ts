import { label } from "../../figures/theme/label";
import { htmlDocument } from "../html-document";

/** A part of a page: a heading and the HTML under it. */
export interface PageSection {
  heading: string;
  html: string;
}

/** A self-contained HTML page: no script, no network; light or dark as the reader's system is, and printable. */
export function htmlPage(title: string, sections: PageSection[]): string {
  const body = sections
    .map(({ heading, html }) => `<h2>${label(heading)}</h2>\n${html}`)
    .join("\n");
  return htmlDocument(title, {
    head: `<style>${STYLE}</style>`,
    body: `<main>
<h1>${label(title)}</h1>
${body}
</main>`,
  });
}

/** Paragraphs of plain text. */
export const paragraphs = (texts: readonly string[]): string =>
  texts.map((text) => `<p>${label(text)}</p>`).join("\n");

/** A list of plain texts. */
export const bullets = (texts: readonly string[]): string =>
  `<ul>${texts.map((text) => `<li>${label(text)}</li>`).join("\n")}</ul>`;

/** A picture within the page, with a text for those who do not see it. */
export const picture = (
  bytes: Buffer,
  type: "image/svg+xml" | "image/png",
  description: string,
): string =>
  `<figure><img src="data:${type};base64,${bytes.toString("base64")}" alt="${label(description).replaceAll('"', "&quot;")}"></figure>`;

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { line-height: 1.2; }
h2 { margin-top: 2rem; }
figure { margin: 1rem 0; padding: .5rem; background: #fff; border-radius: 4px; }
img { max-width: 100%; height: auto; display: block; margin: 0 auto; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { padding: .2rem .7rem; border-bottom: 1px solid #8884; }
@media print { main { max-width: none; } h2 { break-after: avoid; } figure { break-inside: avoid; } }
`;
